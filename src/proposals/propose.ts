import type { EntityManager } from '@mikro-orm/postgresql';
import { projectedRatio } from '../account/guard.ts';
import { refreshCard } from '../alerts/raise.ts';
import { wantCover } from '../covers/want.ts';
import type { Policy } from '../settings/policy.ts';
import type { MissingBook } from '../library/missing-book.entity.ts';
import type { Choice, JudgedRelease } from '../releases/pick.ts';
import { saveRelease } from '../releases/save.ts';
import { summaryOf } from '../releases/summary.ts';
import type { Ledger } from '../account/ledger.ts';
import { reasonsToHold } from './hold.ts';
import { type Alternative, Proposal, type RefusedRelease } from './proposal.entity.ts';

const shownAlternatives = 5;
const shownRefusals = 20;
/** A book without an acceptable release is searched again after a week. */
const searchAgainDays = 7;

export type ProposeContext = {
  policy: Policy;
  ledger: Ledger;
  platforms: readonly string[];
  now: Date;
};

/**
 * Stores what the search found for one missing book: a proposal that is open, waits for a free place
 * or is held back with its reasons; or the reasons why no release is good enough.
 */
export async function propose(
  em: EntityManager,
  missing: MissingBook,
  choice: Choice,
  context: ProposeContext,
): Promise<'open' | 'waiting' | 'held' | 'none'> {
  const { now } = context;
  await lockProposals(em);
  missing.lastSearchedAt = now;
  missing.nextSearchAt = new Date(now.getTime() + searchAgainDays * 86_400_000);
  missing.searchNote = noteOf(choice);
  await dropUndecided(em, missing, context);
  const chosen = choice.chosen;
  if (!chosen) {
    await em.flush();
    return 'none';
  }
  const hold = reasonsToHold(chosen, context.ledger, context.policy, now);
  const status = hold.length > 0 ? 'held' : 'waiting';
  const releaseId = await saveRelease(em, chosen.release, now);
  const proposal = em.create(Proposal, {
    missingBook: missing,
    release: releaseId,
    status,
    costClass: chosen.costClass,
    isPaid: chosen.costClass === 'paid',
    reasons: reasonsOf(choice, chosen),
    alternatives: await saveAlternatives(em, choice, now),
    refused: refusalsOf(choice),
    figures: figuresOf(chosen, context.ledger),
    hold,
    createdAt: now,
  });
  await em.flush();
  if (status === 'held') return 'held';
  const opened = await openWaiting(em, context);
  return opened.includes(proposal.id) ? 'open' : 'waiting';
}

/**
 * Opens waiting proposals of wanted books, the most wanted first, while there are fewer than
 * PROPOSALS_OPEN; answers their ids. Proposals of books that are on the shelf by now are withdrawn.
 */
export async function openWaiting(
  em: EntityManager,
  context: Pick<ProposeContext, 'policy' | 'platforms' | 'now'>,
): Promise<number[]> {
  const { policy, now } = context;
  await lockProposals(em);
  await withdrawOwned(em, context);
  const expiresAt = new Date(now.getTime() + policy.proposalHours * 3_600_000);
  const opened = await em.execute<{ id: number }[]>(
    `update proposals set status = 'open', opened_at = ?, expires_at = ?
      where id in (
        select p.id from proposals p join missing_books m on m.id = p.missing_book_id
         where p.status = 'waiting' and m.is_wanted order by m.priority, p.id
         limit greatest(0, ? - (select count(*) from proposals where status = 'open')))
      returning id`,
    [now, expiresAt, policy.proposalsOpen],
  );
  for (const { id } of opened) await refreshCard(em, context.platforms, `proposal:${id}`);
  const ids = opened.map((row) => row.id);
  await wantCovers(em, ids);
  return ids;
}

async function wantCovers(em: EntityManager, proposalIds: readonly number[]): Promise<void> {
  const rows = await em.execute<{ id: number; url: string }[]>(
    `select p.id, m.cover_url as url from proposals p join missing_books m on m.id = p.missing_book_id
      where p.id in (?) and m.cover_url is not null order by p.id`,
    [[...proposalIds, 0]],
  );
  for (const { id, url } of rows) await wantCover(em, { url, subject: `proposal:${id}` });
}

const proposalsLock = 7_266_004;

/**
 * Proposals change in one transaction at a time, before any of their rows is locked: two that open
 * proposals at once would each count the other's places as free, or wait for each other's rows.
 */
export async function lockProposals(em: EntityManager): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [proposalsLock]);
}

async function withdrawOwned(
  em: EntityManager,
  { platforms, now }: Pick<ProposeContext, 'platforms' | 'now'>,
): Promise<void> {
  const rows = await em.execute<{ id: number }[]>(
    `update proposals p set status = 'superseded', decided_at = ?, decision_reason = 'the book is on the shelf'
       from missing_books m
      where m.id = p.missing_book_id and m.download_status = 'completed'
        and p.status in ('held', 'waiting', 'open') returning p.id`,
    [now],
  );
  for (const { id } of rows) await refreshCard(em, platforms, `proposal:${id}`);
}

/** A newer search replaces what nobody has decided yet. */
async function dropUndecided(
  em: EntityManager,
  missing: MissingBook,
  context: ProposeContext,
): Promise<void> {
  const rows = await em.execute<{ id: number }[]>(
    `update proposals set status = 'superseded', decided_at = ?
      where missing_book_id = ? and status in ('held', 'waiting', 'open') returning id`,
    [context.now, missing.id],
  );
  for (const { id } of rows) await refreshCard(em, context.platforms, `proposal:${id}`);
}

async function saveAlternatives(
  em: EntityManager,
  choice: Choice,
  now: Date,
): Promise<Alternative[]> {
  const others = choice.ranked.filter((judged) => judged !== choice.chosen);
  const alternatives: Alternative[] = [];
  for (const judged of others.slice(0, shownAlternatives)) {
    const releaseId = await saveRelease(em, judged.release, now);
    alternatives.push({ releaseId, title: judged.release.title, summary: summaryOf(judged) });
  }
  return alternatives;
}

/** Why the other releases of this book were not taken; other books in the same answer are no candidates. */
function refusalsOf(choice: Choice): RefusedRelease[] {
  return choice.refused
    .filter(({ rejections }) => rejections.every(({ rule }) => rule !== 'other-work'))
    .slice(0, shownRefusals)
    .map(({ release, rejections }) => ({
      title: release.title,
      trackerId: release.trackerId,
      rejections,
    }));
}

/** Why this one, and what a person should know before saying yes. */
function reasonsOf(choice: Choice, { reasons, needsApproval }: JudgedRelease): string[] {
  const isAlone = choice.ranked.length === 1;
  return [
    ...(isAlone ? ['the only acceptable release'] : reasons),
    ...needsApproval.map((what) => `only with your word: ${what.replaceAll('-', ' ')}`),
  ];
}

function figuresOf(chosen: JudgedRelease, ledger: Ledger) {
  const account = ledger.account;
  const counted = chosen.costClass === 'paid' ? chosen.release.sizeBytes : 0;
  return {
    ratioNow: account && finite(projectedRatio(account, 0)),
    ratioAfter:
      account && counted !== null
        ? finite(projectedRatio(account, counted + ledger.pendingPaidBytes))
        : null,
    unsatisfied: account?.unsatisfied ?? null,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function noteOf(choice: Choice): string | null {
  if (choice.chosen) return null;
  const refused = refusalsOf(choice);
  if (refused.length === 0) return 'the tracker has no release of this book';
  const rules = new Set(refused.flatMap((one) => one.rejections.map(({ rule }) => rule)));
  return `${refused.length} releases seen, none acceptable (${[...rules].sort().join(', ')})`;
}
