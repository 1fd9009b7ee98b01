import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { backupOld } from '../alerts/words/backups.ts';
import type { Services } from '../services.ts';

const oldAfterHours = 48;

type AgeServices = Pick<Services, 'jobs'>;

/** The newest backup is older than two days; `madeAt` is null when there never was one. */
export type OldBackup = { madeAt: Date | null; hours: number };

/** Null when all is well, and when somebody has switched the job off. */
export async function oldBackup(
  em: EntityManager,
  { jobs }: AgeServices,
  now: Date,
): Promise<OldBackup | null> {
  if (!jobs.some(({ name, schedule }) => name === 'backup' && schedule !== null)) return null;
  const [row] = await em.execute<[{ madeAt: Date | null; since: Date }]>(
    `select (select max(made_at) from backups) as "madeAt",
            (select min(executed_at) from schema_migrations) as since`,
  );
  const { madeAt, since } = row;
  const hours = (now.getTime() - (madeAt ?? since).getTime()) / 3_600_000;
  return hours > oldAfterHours ? { madeAt, hours } : null;
}

/** Tells once of each backup that it has become old. */
export async function tellOldBackup(
  em: EntityManager,
  { jobs, platforms }: Pick<Services, 'jobs' | 'platforms'>,
  now: Date,
): Promise<void> {
  const old = await oldBackup(em, { jobs }, now);
  if (!old) return;
  const key = `backup-old:${old.madeAt?.toISOString() ?? 'never'}`;
  await raise(em, platforms, { key, ...backupOld(old.madeAt) });
}
