import { requestRun } from './job/requests.ts';
import type { Services } from './services.ts';

/** A new installation reads its library and its account at once instead of at the next slot. */
export async function requestFirstRuns(services: Services): Promise<void> {
  const request = { cause: 'event', actor: null, input: {}, now: services.now() } as const;
  const em = services.em();
  const scans = await em.execute<unknown[]>(
    `select 1 from tasks where task_name = 'library-scan' and status = 'completed' limit 1`,
  );
  if (services.mam) await requestRun(em, { job: 'account', ...request });
  if (services.audiobookshelf && scans.length === 0) {
    await requestRun(em, { job: 'library-scan', ...request });
  }
}
