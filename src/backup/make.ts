import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../services.ts';
import { removeOld } from './folder.ts';
import { readKeep } from './keep.ts';
import { backupFolder, secretOf } from './places.ts';
import { writeChecked, type WrittenBackup } from './write-checked.ts';

export type MadeBackup = WrittenBackup & { kept: number };

/** Makes today's backup, notes it and removes those that are not to be kept. */
export async function makeBackup(
  { copies, config }: Pick<Services, 'copies' | 'config'>,
  em: EntityManager,
  now: Date,
): Promise<MadeBackup> {
  const folder = backupFolder(config);
  const secret = secretOf(config);
  const made = await writeChecked(copies, { folder, kind: 'daily', madeAt: now, secret });
  const kept = await removeOld(folder, readKeep(config.settings.BACKUP_KEEP));
  await em.transactional(async (inner) => {
    await note(inner, made);
    await inner.execute(
      `update backups set deleted_at = ? where deleted_at is null and file not in (?)`,
      [now, [...kept, path.basename(made.file)]],
    );
  });
  return { ...made, kept: kept.length };
}

async function note(em: EntityManager, made: WrittenBackup): Promise<void> {
  const { file, madeAt, sizeBytes, tables, rows, isEncrypted, check } = made;
  await em.execute(
    `insert into backups (file, made_at, size_bytes, tables, rows, is_encrypted, checked)
     values (?, ?, ?, ?, ?, ?, ?) on conflict (file) do nothing`,
    [path.basename(file), madeAt, sizeBytes, tables, rows, isEncrypted, check],
  );
}
