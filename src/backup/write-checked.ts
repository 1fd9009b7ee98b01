import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Copies } from '../db/copies.ts';
import { UserError } from '../errors.ts';
import { type BackupCheck, checkBackup } from './check-file.ts';
import { fileName, prepareFolder, putInPlace } from './folder.ts';
import { openBackup } from './read-file.ts';
import { type BackupSecret, writeBackup, type Writing } from './write-file.ts';

export type WrittenBackup = {
  file: string;
  madeAt: Date;
  sizeBytes: number;
  tables: number;
  rows: number;
  isEncrypted: boolean;
  check: BackupCheck;
};

export type BackupOrder = Writing & { folder: string; kind: 'daily' | 'before-restore' };

/**
 * Makes a backup of the database as it is now. Only one that was checked gets the name of a finished
 * one. Throws UserError when another process makes one, or when the disk is full.
 */
export async function writeChecked(copies: Copies, order: BackupOrder): Promise<WrittenBackup> {
  const lock = await copies.lock();
  if (!lock) {
    const text = 'Another process is making a backup now.';
    throw new UserError('conflict', text, 'Wait until it is done.');
  }
  const file = path.join(order.folder, fileName(order.madeAt, order.kind));
  const part = `${file}.part`;
  try {
    await prepareFolder(order.folder);
    const tables = await copies.read((snapshot) => writeBackup(part, snapshot, order));
    const check = await checkBackup(copies, await openBackup(part, keysOf(order.secret)));
    await putInPlace(part, file);
    const { size: sizeBytes } = await stat(file);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const isEncrypted = order.secret !== null;
    return {
      file,
      madeAt: order.madeAt,
      sizeBytes,
      tables: tables.length,
      rows,
      isEncrypted,
      check,
    };
  } catch (error) {
    await rm(part, { force: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    const text = `There is no room left in ${order.folder} for a backup.`;
    throw new UserError('conflict', text, 'Free space, or set BACKUP_DIR to another disk.');
  } finally {
    await lock.release();
  }
}

function keysOf(secret: BackupSecret) {
  return secret ? { [secret.from]: secret.value } : {};
}
