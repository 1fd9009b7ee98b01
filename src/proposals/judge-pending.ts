import type { EntityManager } from '@mikro-orm/postgresql';
import { readLedger } from '../account/ledger.ts';
import { requestRun } from '../job/requests.ts';
import type { Policy } from '../settings/policy.ts';
import { isVipReason } from '../vip/guard.ts';
import { pendingItems, tidyPending } from '../vip/pending.ts';
import { reasonsToHold } from './hold.ts';
import { lockProposals } from './open.ts';
import { Proposal } from './proposal.entity.ts';

export type PendingReport = { judged: number; waiting: number; released: number };

/**
 * Judges what waits for VIP or points by the last reading; a search is asked for when something may go,
 * which proposes it as it is on the site by then. Runs in the caller's transaction.
 */
export async function judgePending(
  em: EntityManager,
  { policy, now }: { policy: Policy; now: Date },
): Promise<PendingReport> {
  await lockProposals(em);
  await tidyPending(em, now);
  const items = await pendingItems(em);
  if (items.length === 0) return { judged: 0, waiting: 0, released: 0 };
  const ledger = await readLedger(em);
  let waiting = 0;
  for (const { proposal: id } of items) {
    const proposal = await em.findOneOrFail(Proposal, id, { populate: ['release'] });
    const sizeBytes = proposal.release?.facts.sizeBytes ?? null;
    const hold = reasonsToHold({ costClass: 'paid', sizeBytes }, ledger, policy, now, 'person');
    if (hold.length === 0) continue;
    proposal.hold = hold;
    if (hold.some(isVipReason)) waiting += 1;
  }
  await em.flush();
  const released = items.length - waiting;
  if (released > 0) {
    await requestRun(em, { job: 'queue', cause: 'event', actor: null, input: {}, now });
  }
  return { judged: items.length, waiting, released };
}
