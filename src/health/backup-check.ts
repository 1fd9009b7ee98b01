import type { EntityManager } from '@mikro-orm/postgresql';
import { oldBackup } from '../backup/age.ts';
import type { Services } from '../services.ts';
import type { Problem } from './problems.ts';

/** Whatever is decided from here on would be lost with the disk. */
export async function backupProblems(
  em: EntityManager,
  services: Pick<Services, 'jobs' | 'now'>,
): Promise<Problem[]> {
  const old = await oldBackup(em, services, services.now());
  if (!old) return [];
  const text = old.madeAt
    ? `the newest backup is ${Math.floor(old.hours)} hours old`
    : 'no backup was ever made';
  return [{ area: 'backups', severity: 'warning', text, hint: 'run backup' }];
}
