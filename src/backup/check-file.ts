import type { Copies } from '../db/copies.ts';
import { unusable } from './format.ts';
import type { OpenedBackup } from './read-file.ts';
import { createTally, difference, type TableSum } from './tally.ts';

/** `restored`: loaded into a database of its own and compared there. `read`: every byte is as written. */
export type BackupCheck = 'restored' | 'read';

/** Reads a backup from end to end; throws UserError when it is not as it was written. */
export async function readThrough({ source }: OpenedBackup): Promise<readonly TableSum[]> {
  const { tables, sums } = source();
  for await (const { rows } of tables) for await (const _ of rows);
  return sums();
}

/** Proves that a backup can be restored, where the server lets us; throws UserError when it cannot. */
export async function checkBackup(
  copies: Pick<Copies, 'tryOut' | 'unknown'>,
  backup: OpenedBackup,
): Promise<BackupCheck> {
  const expected = await readThrough(backup);
  if (copies.unknown(backup.header.migrations).length > 0) return 'read';
  const found = await copies.tryOut(backup.source(), async ({ tables }) => {
    const loaded: TableSum[] = [];
    for await (const { name, rows } of tables) {
      const tally = createTally(name);
      for await (const piece of rows) tally.add(piece);
      loaded.push(tally.end());
    }
    return loaded;
  });
  if (!found) return 'read';
  const fault = difference(expected, found);
  if (fault) throw unusable(`The backup was restored for a trial, and ${fault}.`, 'Report this.');
  return 'restored';
}
