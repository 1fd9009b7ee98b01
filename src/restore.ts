import path from 'node:path';
import { settleRestored } from './backup/after-restore.ts';
import { readThrough } from './backup/check-file.ts';
import { unusable } from './backup/format.ts';
import { giveBack, layAside } from './backup/live-sessions.ts';
import { backupFolder, secretOf } from './backup/places.ts';
import { openBackup } from './backup/read-file.ts';
import { writeChecked, type WrittenBackup } from './backup/write-checked.ts';
import { type Config, loadConfig } from './config.ts';
import { beAlone, contentOf } from './db/alone.ts';
import { createCopies } from './db/copies.ts';
import { unknownMigrations } from './db/known-migrations.ts';
import { loadSnapshot } from './db/load.ts';
import { reachDatabase } from './db/open.ts';
import type { Connection } from './db/orm.ts';
import { UserError } from './errors.ts';
import { platformNames } from './start.ts';

export type RestoreOrder = { file: string; isReplacing: boolean; now: Date };

/** `kept` is the backup of what was there before; null when there was nothing. */
export type Restored = { madeAt: Date; tables: number; rows: number; kept: WrittenBackup | null };

/**
 * Puts a backup in the place of the database, all or nothing. Throws UserError, with everything left as
 * it was, when the file cannot be used, when a bot runs, or when there is something that nobody said may
 * be replaced.
 */
export async function restore(
  environment: Record<string, string | undefined>,
  { file, isReplacing, now }: RestoreOrder,
): Promise<Restored> {
  const config = loadConfig(environment);
  const backup = await openBackup(file, config.settings);
  const sums = await readThrough(backup);
  const { migrations, madeAt } = backup.header;
  const unknown = unknownMigrations(migrations);
  if (unknown.length > 0) {
    const text = `${file} was made by a newer version of this program (it has ${unknown.join(', ')}).`;
    throw unusable(text, 'Install that version and restore with it.');
  }
  const database = await reachDatabase(config);
  try {
    const { connection } = database;
    const { release } = await beAlone(connection);
    try {
      const kept = await keepPresent(config, connection, { isReplacing, now });
      const mark = { file: path.basename(file), madeAt, now };
      await loadSnapshot(connection, backup.source(), {
        before: layAside,
        after: async (em) => {
          await giveBack(em);
          await settleRestored(em, platformNames(config, []), mark);
        },
      });
      const rows = sums.reduce((sum, table) => sum + table.rows, 0);
      return { madeAt, tables: sums.length, rows, kept };
    } finally {
      await release();
    }
  } finally {
    await database.close();
  }
}

/** What would be replaced is backed up first. */
async function keepPresent(
  config: Config,
  connection: Connection,
  { isReplacing, now }: Pick<RestoreOrder, 'isReplacing' | 'now'>,
): Promise<WrittenBackup | null> {
  const content = await contentOf(connection);
  if (content === 'nothing') return null;
  if (content === 'others') {
    const text = 'The database holds tables that are not of this program.';
    throw new UserError('conflict', text, 'Let DATABASE_URL name a database of its own.');
  }
  if (!isReplacing) {
    const text = 'There is a database already, and it would be replaced.';
    const hint = 'Say so with --replace; it is backed up first.';
    throw new UserError('conflict', text, hint);
  }
  return await writeChecked(createCopies(connection), {
    folder: backupFolder(config),
    kind: 'before-restore',
    madeAt: now,
    secret: secretOf(config),
  });
}
