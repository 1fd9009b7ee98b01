import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { sessionLost } from '../alerts/words/tracker.ts';
import type { Mam } from '../clients/mam/index.ts';
import { ExternalError } from '../errors.ts';
import type { Reading } from './reading.entity.ts';
import { recordReading } from './record.ts';

/** Asks the tracker for the account's figures and stores them; a lost session is told once. */
export async function readAccount(
  em: EntityManager,
  mam: Mam,
  platforms: readonly string[],
  now: Date,
): Promise<Reading> {
  try {
    return await recordReading(em, await mam.account(), now);
  } catch (error) {
    if (error instanceof ExternalError && error.kind === 'unauthorized') {
      await tellSessionLost(em, platforms, error.message);
    }
    throw error;
  }
}

/** One alert for each time the session was lost, named by the moment it happened. */
async function tellSessionLost(
  em: EntityManager,
  platforms: readonly string[],
  reason: string,
): Promise<void> {
  await em.transactional(async (inner) => {
    const [session] = await inner.execute<{ state_at: Date | null }[]>(
      `select state_at from tracker_session where state = 'lost'`,
    );
    if (!session?.state_at) return;
    await raise(inner, platforms, {
      key: `session-lost:${session.state_at.toISOString()}`,
      ...sessionLost(reason),
    });
  });
}
