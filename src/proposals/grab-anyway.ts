import type { EntityManager } from '@mikro-orm/postgresql';
import { readLedger } from '../account/ledger.ts';
import { UserError } from '../errors.ts';
import { findMissing } from '../library/find-missing.ts';
import { MissingBook } from '../library/missing-book.entity.ts';
import { requestBook } from '../library/request-book.ts';
import { wantedWork } from '../library/wanted-work.ts';
import type { Rejection, Release as ReleaseFacts } from '../releases/facts.ts';
import { byHandRejections } from '../releases/by-hand.ts';
import { ownedEditions } from '../releases/owned.ts';
import { judge } from '../releases/pick.ts';
import { Release, revive } from '../releases/release.entity.ts';
import { rejectionsOf } from '../releases/rules.ts';
import { asRead } from '../releases/whole-text.ts';
import { blockedReleases } from '../releases/save.ts';
import { rejectionText } from './card.ts';
import { approve, type DecideContext } from './decide.ts';
import { figuresOf } from './draft.ts';
import { knownAccount } from './hold.ts';
import { dropUndecided, expiryOf, lockProposals, wantCovers } from './open.ts';
import { Proposal } from './proposal.entity.ts';

export type Grabbed = {
  proposal: number;
  download: number;
  title: string;
  release: string;
  costClass: string;
  inSpiteOf: readonly Rejection[];
};

/** What was seen longer ago than this has to be looked up again before somebody can insist on it. */
const seenWithinMs = 3_600_000;

/**
 * Fetches a release because a person says so: a proposal of its own, approved at once. Rules of taste
 * give way; what is owned, on its way or another book does not, nor do ratio and unsatisfied limit.
 */
export async function grabAnyway(
  em: EntityManager,
  ask: { releaseId: number; book: string | undefined },
  context: DecideContext,
): Promise<Grabbed> {
  await lockProposals(em);
  const { policy, now, actor } = context;
  const { row, facts: seen } = await seenRelease(em, ask.releaseId, now);
  const missing = await bookFor(em, seen, ask.book, context);
  const wanted = await wantedWork(em, missing);
  const facts = asRead(wanted, seen);
  const blocked = await blockedReleases(em);
  const rejections = rejectionsOf(wanted, facts, policy, blocked);
  await refuseByHand(em, facts, rejections);
  const ledger = await readLedger(em);
  const judged = judge(facts, policy, knownAccount(ledger, policy, now), now);
  await dropUndecided(em, missing.id, context);
  const proposal = em.create(Proposal, {
    missingBook: missing,
    release: row,
    status: 'open',
    costClass: judged.costClass,
    isPaid: judged.costClass === 'paid',
    reasons: [
      `chosen by ${actor.name}`,
      ...rejections.map((one) => `in spite of ${rejectionText(one)}`),
    ],
    figures: figuresOf(judged, ledger),
    createdAt: now,
    openedAt: now,
    expiresAt: expiryOf(policy, now),
  });
  await em.flush();
  await wantCovers(em, [proposal.id]);
  const { downloadId } = await approve(em, proposal.id, context);
  return {
    proposal: proposal.id,
    download: downloadId,
    title: missing.title,
    release: row.title,
    costClass: judged.costClass,
    inSpiteOf: rejections,
  };
}

async function seenRelease(
  em: EntityManager,
  id: number,
  now: Date,
): Promise<{ row: Release; facts: ReleaseFacts }> {
  const row = await em.findOne(Release, id, { refresh: true });
  const facts = row && revive(row.facts);
  const hint = 'Type "releases" or "search" to see what there is now.';
  if (!row || !facts) throw new UserError('not_found', `There is no release ${id} here.`, hint);
  if (now.getTime() - row.seenAt.getTime() <= seenWithinMs) return { row, facts };
  throw new UserError('expired', `Release ${id} was seen more than an hour ago.`, hint);
}

/** The missing book that was named, else one made of what the release says it is. */
async function bookFor(
  em: EntityManager,
  facts: ReleaseFacts,
  book: string | undefined,
  { actor, now }: DecideContext,
): Promise<MissingBook> {
  if (book !== undefined) return refuseWhenOnItsWay(await findMissing(em, book));
  const [author = ''] = facts.authors;
  if (author === '') {
    const text = `"${facts.title}" names no author.`;
    throw new UserError('conflict', text, 'Request the book first, then look at its releases.');
  }
  const { title } = facts;
  const { kind, missing } = await requestBook(em, { title, author, actor: actor.name, now });
  if (kind === 'owned' || missing === null) throw owned(title);
  return refuseWhenOnItsWay(await em.findOneOrFail(MissingBook, missing, { refresh: true }));
}

function refuseWhenOnItsWay(missing: MissingBook): MissingBook {
  if (missing.downloadStatus === 'completed') throw owned(missing.title);
  if (!['queued', 'downloading'].includes(missing.downloadStatus)) return missing;
  const text = `"${missing.title}" is on its way already.`;
  throw new UserError('conflict', text, 'Type "queue" for how far it is; "cancel" gives it up.');
}

/** Throws for what no word of a person changes. */
async function refuseByHand(
  em: EntityManager,
  facts: ReleaseFacts,
  rejections: readonly Rejection[],
): Promise<void> {
  const ownedAs = await ownedEditions(em, [facts]);
  if (ownedAs(facts)) throw owned(facts.title);
  const [reason] = byHandRejections(rejections);
  if (!reason) return;
  const text = `"${facts.title}" cannot be taken: ${rejectionText(reason)}.`;
  throw new UserError('conflict', text, 'Search for the book it is, or choose another release.');
}

function owned(title: string): UserError {
  const text = `You have "${title}" already.`;
  return new UserError(
    'conflict',
    text,
    'Nothing was fetched; a second edition is never kept beside it.',
  );
}
