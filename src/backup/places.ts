import path from 'node:path';
import type { Services } from '../services.ts';
import type { BackupSecret } from './write-file.ts';

type Config = Services['config'];

export function backupFolder({ settings, dataDir }: Config): string {
  return settings.BACKUP_DIR ? path.resolve(settings.BACKUP_DIR) : path.join(dataDir, 'backups');
}

/** The key file in DATA_DIR is not used: it would be lost together with what the backup replaces. */
export function secretOf({ settings }: Config): BackupSecret {
  const { BACKUP_KEY, SECRET_KEY } = settings;
  if (BACKUP_KEY) return { from: 'BACKUP_KEY', value: BACKUP_KEY };
  return SECRET_KEY ? { from: 'SECRET_KEY', value: SECRET_KEY } : null;
}
