import type { EntityManager } from '@mikro-orm/postgresql';
import { readLedger } from '../account/ledger.ts';
import { raise, refreshCard } from '../alerts/raise.ts';
import { askedAgain } from '../alerts/words/proposals.ts';
import { Download } from '../downloads/download.entity.ts';
import { moveDownload } from '../downloads/move.ts';
import { askedWork } from '../library/wanted-work.ts';
import type { Choice } from '../releases/pick.ts';
import { blockedReleases } from '../releases/save.ts';
import { searchSources } from '../releases/sources.ts';
import type { Services } from '../services.ts';
import { takenUnasked } from './autopilot.ts';
import { draftOf } from './draft.ts';
import { chooseFor } from './choose.ts';
import { knownAccount } from './hold.ts';
import { dropUndecided, expiryOf, lockProposals, type ProposeContext } from './open.ts';
import { Proposal } from './proposal.entity.ts';
import { fieldsOf, judgeNow, notePending } from './propose.ts';
import { takeUnasked } from './take-unasked.ts';

const searchAgainMs = 86_400_000;

type AskServices = Pick<Services, 'em' | 'now' | 'platforms' | 'policy' | 'sources'>;

/**
 * The approved release is not what it was when somebody said yes: nothing is fetched, the same card
 * shows the next best one and asks again. Safe to repeat.
 */
export async function askAgain(
  services: AskServices,
  download: Download,
  reason: string,
): Promise<void> {
  const { sources, platforms, now: clock } = services;
  const missing = download.missingBook;
  const proposalId = download.proposalId;
  if (!missing || !proposalId) throw new Error(`download ${download.id} belongs to no proposal`);
  const { releases } = await searchSources(sources, askedWork(missing));
  await services.em().transactional(async (em) => {
    await lockProposals(em);
    const now = clock();
    const proposal = await em.findOneOrFail(Proposal, proposalId, {
      populate: ['missingBook', 'release'],
      refresh: true,
    });
    if (!(await stopFetching(em, platforms, download.id, reason, now))) return;
    const policy = await services.policy(em);
    const ledger = await readLedger(em);
    const account = knownAccount(ledger, policy, now);
    const blocked = await blockedReleases(em);
    const choice = await chooseFor(em, proposal.missingBook, {
      releases,
      policy,
      account,
      now,
      blocked,
    });
    await reopen(em, proposal, choice, reason, { policy, ledger, platforms, now });
  });
}

/** False when the download is not waiting to be fetched any more. */
async function stopFetching(
  em: EntityManager,
  platforms: readonly string[],
  downloadId: number,
  reason: string,
  now: Date,
): Promise<boolean> {
  const download = await em.findOneOrFail(Download, downloadId, { refresh: true });
  if (download.status !== 'queued' && download.status !== 'waiting') return false;
  const set = { torrentSealed: null, qbittorrentHash: null, withWedge: false, withOverride: false };
  await moveDownload(em, platforms, downloadId, { status: 'cancelled', detail: reason, set }, now);
  return true;
}

async function reopen(
  em: EntityManager,
  proposal: Proposal,
  choice: Choice,
  reason: string,
  context: ProposeContext,
): Promise<void> {
  const { now, platforms } = context;
  const { missingBook: missing } = proposal;
  const approvedBy = proposal.decidedByName ?? 'somebody';
  const lostId = proposal.release?.trackerId;
  missing.downloadStatus = 'identified';
  await dropUndecided(em, missing.id, context, proposal.id);
  const undecided = { decidedBy: null, decidedByName: null, withWedge: false, withOverride: false };
  const { chosen } = choice;
  if (!chosen) {
    const decisionReason = `${reason}, and there is no other acceptable release`;
    em.assign(proposal, { ...undecided, status: 'superseded', decisionReason, decidedAt: now });
    missing.nextSearchAt = new Date(now.getTime() + searchAgainMs);
  } else {
    const { hold, isHeld, holdUntil } = await judgeNow(em, missing.id, choice, chosen, context);
    const draft = await draftOf(em, { ...choice, chosen }, context, hold);
    em.assign(proposal, {
      ...fieldsOf(draft),
      ...undecided,
      status: isHeld ? 'held' : 'open',
      holdUntil,
      decidedAt: null,
      decisionReason: null,
      openedAt: now,
      expiresAt: expiryOf(context.policy, now),
      notice: `${approvedBy} approved "${proposal.release?.title}", but ${reason}.`,
    });
    await notePending(
      em,
      missing,
      { id: proposal.id, ...chosen.release },
      { hold, isHeld },
      context,
    );
  }
  await em.flush();
  await refreshCard(em, platforms, `proposal:${proposal.id}`);
  // What was lost once is not taken a second time without asking.
  const isOther =
    chosen !== null && chosen.release.trackerId !== lostId && missing.replacesBookId == null;
  const decision = isOther && proposal.status === 'open' ? takenUnasked(chosen, context) : 'asks';
  if (await takeUnasked(em, proposal.id, decision, context)) return;
  await tell(em, proposal, reason, context);
}

async function tell(
  em: EntityManager,
  proposal: Proposal,
  reason: string,
  { platforms, now }: ProposeContext,
): Promise<void> {
  const news = {
    proposal: proposal.id,
    title: proposal.missingBook.title,
    status: proposal.status,
  };
  await raise(em, platforms, {
    key: `asked-again:${proposal.id}:${now.toISOString()}`,
    ...askedAgain(news, reason),
  });
}
