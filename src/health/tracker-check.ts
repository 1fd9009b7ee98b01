import type { EntityManager } from '@mikro-orm/postgresql';
import { isFresh } from '../account/freshness.ts';
import type { Services } from '../services.ts';
import type { Problem } from './problems.ts';

const area = 'tracker';

type TrackerServices = Pick<Services, 'mam' | 'policy' | 'now'>;

/** What keeps the tracker from being asked, or from being known. */
export async function trackerProblems(
  em: EntityManager,
  services: TrackerServices,
): Promise<Problem[]> {
  if (!services.mam) return [];
  const [session] = await em.execute<
    { state: string; state_reason: string | null; back_off_until: Date | null }[]
  >('select state, state_reason, back_off_until from tracker_session');
  if (session?.state === 'lost') {
    const text = `the session was refused: ${session.state_reason ?? 'no reason given'}`;
    return [
      { area, severity: 'critical', text, hint: 'make a new session on the site and set MAM_ID' },
    ];
  }
  if (session?.back_off_until && session.back_off_until > services.now()) {
    const text = `the tracker asked us to wait until ${session.back_off_until.toISOString()}`;
    return [{ area, severity: 'warning', text, hint: 'nothing to do, work goes on then' }];
  }
  return await readingProblems(em, services);
}

/** The tracker may have gone away since the account was read, or it was read too long ago. */
async function readingProblems(
  em: EntityManager,
  { policy, now }: TrackerServices,
): Promise<Problem[]> {
  const [last] = await em.execute<{ reason: string | null }[]>(
    `select error_message as reason from tasks
      where task_name = 'account' and status in ('completed', 'failed') order by id desc limit 1`,
  );
  const [reading] = await em.execute<{ seen_at: Date }[]>(
    'select seen_at from ratio_log order by id desc limit 1',
  );
  const { readingStaleMinutes } = await policy(em);
  const isKnown = reading !== undefined && isFresh(reading.seen_at, now(), readingStaleMinutes);
  if (isKnown && !last?.reason) return [];
  const age = reading
    ? `the account was last read ${Math.round((now().getTime() - reading.seen_at.getTime()) / 60_000)} minutes ago`
    : 'the account was never read';
  const text = `${last?.reason ?? age}${isKnown ? '' : '; paid grabs wait'}`;
  return [{ area, severity: 'warning', text, hint: 'run account' }];
}
