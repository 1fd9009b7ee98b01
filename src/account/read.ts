import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { sessionLost } from '../alerts/words/tracker.ts';
import type { Mam } from '../clients/mam/index.ts';
import { ExternalError } from '../errors.ts';
import { noteNotices } from './notices.ts';
import { endOutage, noteFailedReading } from './outage.ts';
import type { Reading } from './reading.entity.ts';
import { recordReading } from './record.ts';

/** Asks the tracker for the account's figures and stores them; a lost session is told once, and so is a row of failures. */
export async function readAccount(
  em: EntityManager,
  mam: Mam,
  platforms: readonly string[],
  now: Date,
): Promise<Reading> {
  const account = await mam.account().catch(async (error: unknown) => {
    if (error instanceof ExternalError) await noteFailure(em, platforms, error, now);
    throw error;
  });
  return await em.transactional(async (inner) => {
    await endOutage(inner, platforms, now);
    await noteNotices(inner, platforms, account.notices, now);
    return await recordReading(inner, account, now);
  });
}

async function noteFailure(
  em: EntityManager,
  platforms: readonly string[],
  error: ExternalError,
  now: Date,
): Promise<void> {
  await em.transactional(async (inner) => {
    const isToldElsewhere =
      error.kind === 'unauthorized' && (await tellSessionLost(inner, platforms, error.message));
    await noteFailedReading(inner, platforms, { reason: error.message, isToldElsewhere, now });
  });
}

/** One alert for each time the session was lost, named by the moment it happened; false when it is not lost. */
async function tellSessionLost(
  em: EntityManager,
  platforms: readonly string[],
  reason: string,
): Promise<boolean> {
  const [session] = await em.execute<{ state_at: Date | null }[]>(
    `select state_at from tracker_session where state = 'lost'`,
  );
  if (!session?.state_at) return false;
  await raise(em, platforms, {
    key: `session-lost:${session.state_at.toISOString()}`,
    ...sessionLost(reason),
  });
  return true;
}
