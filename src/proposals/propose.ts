import type { EntityManager } from '@mikro-orm/postgresql';
import { isOfRatio } from '../account/guard.ts';
import type { MissingBook } from '../library/missing-book.entity.ts';
import type { Rejection } from '../releases/facts.ts';
import type { Choice, JudgedRelease } from '../releases/pick.ts';
import { isVipReason } from '../vip/guard.ts';
import { addPending, endPending } from '../vip/pending.ts';
import { quotaReasons } from '../wishlist/charge.ts';
import { takenUnasked } from './autopilot.ts';
import { delayUntil } from './delay.ts';
import { type Draft, draftOf, refusalsOf } from './draft.ts';
import { firstSeenTimes } from './first-seen.ts';
import { reasonsToHold } from './hold.ts';
import { dropUndecided, lockProposals, openWaiting, type ProposeContext } from './open.ts';
import { Proposal } from './proposal.entity.ts';
import { takeUnasked } from './take-unasked.ts';

/** A book without an acceptable release is searched again after a week. */
const searchAgainDays = 7;

export type ProposeOutcome = 'taken' | 'open' | 'waiting' | 'held' | 'none';

/**
 * Stores what the search found for one missing book: a proposal that is open, waits for a free place,
 * is held back with its reasons or taken by autopilot; or the reasons why no release is good enough.
 */
export async function propose(
  em: EntityManager,
  missing: MissingBook,
  choice: Choice,
  context: ProposeContext,
): Promise<ProposeOutcome> {
  const { now } = context;
  missing.lastSearchedAt = now;
  missing.nextSearchAt = new Date(now.getTime() + searchAgainDays * 86_400_000);
  missing.searchNote = noteOf(choice);
  missing.searchRefused = choice.chosen ? [] : refusalsOf(choice);
  return await offer(em, missing, choice, context);
}

/** The same for what was judged without a new search. */
export async function offer(
  em: EntityManager,
  missing: MissingBook,
  choice: Choice,
  context: ProposeContext,
): Promise<ProposeOutcome> {
  const { now } = context;
  const { chosen } = choice;
  await lockProposals(em);
  // One that was held was never shown: it is the same proposal, judged again.
  const held = chosen && (await em.findOne(Proposal, { missingBook: missing, status: 'held' }));
  await dropUndecided(em, missing.id, context, held?.id);
  await em.flush();
  if (!chosen) {
    await endPending(em, missing.id, 'no_longer_available', now);
    return 'none';
  }
  const verdict = await judgeNow(em, missing.id, choice, chosen, context);
  const draft = await draftOf(em, { ...choice, chosen }, context, verdict.hold);
  const { isHeld, holdUntil } = verdict;
  const fields = { ...fieldsOf(draft), status: isHeld ? 'held' : 'waiting', holdUntil } as const;
  const proposal = held
    ? em.assign(held, fields)
    : em.create(Proposal, { ...fields, missingBook: missing, createdAt: now });
  await em.flush();
  await notePending(
    em,
    missing,
    { id: proposal.id, ...chosen.release },
    { hold: draft.hold, isHeld },
    context,
  );
  if (isHeld) return 'held';
  // What stands on the shelf is replaced by a person's word alone.
  const unasked = missing.replacesBookId == null ? takenUnasked(chosen, context) : 'asks';
  if (await takeUnasked(em, proposal.id, unasked, context)) return 'taken';
  const opened = await openWaiting(em, context);
  return opened.includes(proposal.id) ? 'open' : 'waiting';
}

/** What is held for the sake of VIP or points stands on a list of its own, until it is not. */
export async function notePending(
  em: EntityManager,
  missing: MissingBook,
  proposal: { id: number; trackerId: string; sizeBytes: number | null },
  { hold, isHeld }: Pick<Verdict, 'hold' | 'isHeld'>,
  { policy, now }: Pick<ProposeContext, 'policy' | 'now'>,
): Promise<void> {
  if (!isHeld || !hold.some(isVipReason)) {
    await endPending(em, missing.id, 'released', now);
    return;
  }
  const { id: missingBookId, title, authorName: author, priority } = missing;
  const { id: proposalId, trackerId, sizeBytes } = proposal;
  const isAuto = policy.autopilot === 'full';
  const book = { missingBookId, proposalId, title, author, trackerId, priority, sizeBytes, isAuto };
  await addPending(em, book, hold, now);
}

/** The columns a draft fills, of a new proposal or of one that is asked again. */
export function fieldsOf({ releaseId, ...draft }: Draft) {
  return { ...draft, release: releaseId };
}

type Verdict = { hold: Rejection[]; isHeld: boolean; holdUntil: Date | null };

/**
 * What speaks against fetching the chosen release now. One that only the ratio forbids is shown all
 * the same when a wedge would make it free.
 */
export async function judgeNow(
  em: EntityManager,
  missingBookId: number,
  { ranked }: Pick<Choice, 'ranked'>,
  chosen: JudgedRelease,
  { policy, ledger, now }: Pick<ProposeContext, 'policy' | 'ledger' | 'now'>,
): Promise<Verdict> {
  const grab = { costClass: chosen.costClass, sizeBytes: chosen.release.sizeBytes };
  const hold = [
    ...reasonsToHold(grab, ledger, policy, now, 'person'),
    ...(await quotaReasons(em, missingBookId, grab.sizeBytes, policy, now)),
  ];
  const isRatioAlone = hold.every((one) => isOfRatio(one) || isVipReason(one));
  if (hold.length > 0) {
    return { hold, isHeld: !(isRatioAlone && chosen.isWorthAWedge), holdUntil: null };
  }
  const firstSeen = await firstSeenTimes(em, ranked);
  const holdUntil = delayUntil(ranked, policy.delayHours, firstSeen, now);
  if (!holdUntil) return { hold, isHeld: false, holdUntil };
  const want = `${policy.delayHours} hours since the first one appeared`;
  const delay = { rule: 'delay', got: 'a better or free one may come', want };
  return { hold: [delay], isHeld: true, holdUntil };
}

function noteOf(choice: Choice): string | null {
  if (choice.chosen) return null;
  const refused = refusalsOf(choice);
  if (refused.length === 0) return 'the tracker has no release of this book';
  const rules = new Set(refused.flatMap((one) => one.rejections.map(({ rule }) => rule)));
  return `${refused.length} releases seen, none acceptable (${[...rules].sort().join(', ')})`;
}
