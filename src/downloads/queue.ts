import type { EntityManager } from '@mikro-orm/postgresql';
import { delayLane, enqueue, wakeLanes } from '../outbox/enqueue.ts';
import type { Proposal } from '../proposals/proposal.entity.ts';
import { Download } from './download.entity.ts';
import { recordEvent } from './events.ts';

/**
 * Queues the grab of an approved proposal, once: the row and the outbox message that fetches it. A
 * proposal that had to be asked again goes on with the download it has.
 */
export async function queueDownload(
  em: EntityManager,
  proposal: Proposal,
  now: Date,
): Promise<number> {
  const { missingBook: missing, release } = proposal;
  if (!release) throw new Error(`proposal ${proposal.id} has no release to download`);
  const fields = {
    release,
    source: release.source,
    status: 'queued',
    statusReason: null,
    nextStep: null,
    sizeBytes: release.facts.sizeBytes,
    isPaid: proposal.isPaid ?? null,
    withWedge: proposal.withWedge,
    withOverride: proposal.withOverride,
    releaseEdition: proposal.withWedge ? 'fl' : editionOf(proposal.costClass ?? null),
  } as const;
  const former = await em.findOne(Download, { proposalId: proposal.id });
  const download = former
    ? em.assign(former, { ...fields, retryCount: former.retryCount + 1 })
    : em.create(Download, {
        ...fields,
        missingBook: missing,
        proposalId: proposal.id,
        title: missing.title,
        author: missing.authorName,
        dateQueued: now,
      });
  await em.flush();
  const wedge = proposal.withWedge ? ', with a wedge' : '';
  const override = proposal.withOverride ? ', although VIP or the reserve suffers' : '';
  const detail = `approved by ${proposal.decidedByName ?? 'nobody'}${wedge}${override}`;
  await recordEvent(em, download.id, 'queued', detail, now);
  await enqueueGrab(em, download.id, download.retryCount);
  return download.id;
}

/** Asks for the grab in the caller's transaction; once for each attempt. */
export async function enqueueGrab(
  em: EntityManager,
  downloadId: number,
  attempt: number,
): Promise<void> {
  await enqueueEffect(em, 'grab', `grab:${downloadId}:${attempt}`, downloadId);
}

/** The same for a later time; what waits for this download waits until then, too. */
export async function enqueueLaterGrab(
  em: EntityManager,
  downloadId: number,
  attempt: number,
  until: Date,
): Promise<void> {
  const lane = `download:${downloadId}`;
  const key = `grab:${downloadId}:${attempt}`;
  await delayLane(em, lane, until);
  const draft = { key, kind: 'effect', topic: 'grab', lane, payload: { downloadId } } as const;
  await enqueue(em, { ...draft, notBefore: until });
}

/** Asks for the end of what is unfinished in the client, after whatever else was asked for. */
export async function enqueueRemoval(em: EntityManager, downloadId: number): Promise<void> {
  await enqueueEffect(em, 'remove-torrent', `remove-torrent:${downloadId}`, downloadId);
}

async function enqueueEffect(
  em: EntityManager,
  topic: string,
  key: string,
  downloadId: number,
): Promise<void> {
  const lane = `download:${downloadId}`;
  // An earlier attempt that waits for its time would hold this one up; one at work, which may be the
  // caller itself, is not waited for.
  await wakeLanes(em, [lane]);
  await enqueue(em, { key, kind: 'effect', topic, lane, payload: { downloadId } });
}

function editionOf(costClass: string | null): 'free' | 'fl' | 'paid' | null {
  if (costClass === 'paid') return 'paid';
  if (costClass === 'personal-freeleech') return 'fl';
  return costClass === null ? null : 'free';
}
