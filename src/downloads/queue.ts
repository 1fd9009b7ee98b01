import type { EntityManager } from '@mikro-orm/postgresql';
import { enqueue } from '../outbox/enqueue.ts';
import type { Proposal } from '../proposals/proposal.entity.ts';
import { Download } from './download.entity.ts';
import { recordEvent } from './events.ts';

/** Queues the grab of an approved proposal, once: the row and the outbox message that fetches it. */
export async function queueDownload(
  em: EntityManager,
  proposal: Proposal,
  now: Date,
): Promise<number> {
  const { missingBook: missing, release } = proposal;
  if (!release) throw new Error(`proposal ${proposal.id} has no release to download`);
  const download = em.create(Download, {
    missingBook: missing,
    proposalId: proposal.id,
    release,
    title: missing.title,
    author: missing.authorName,
    source: release.source,
    status: 'queued',
    sizeBytes: release.facts.sizeBytes,
    isPaid: proposal.isPaid ?? null,
    releaseEdition: editionOf(proposal.costClass ?? null),
    dateQueued: now,
  });
  await em.flush();
  await recordEvent(
    em,
    download.id,
    'queued',
    `approved by ${proposal.decidedByName ?? 'nobody'}`,
    now,
  );
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
  // An earlier attempt that waits for its time would hold this one up.
  await em.execute(`update outbox set not_before = 'epoch' where lane = ? and status = 'pending'`, [
    lane,
  ]);
  await enqueue(em, { key, kind: 'effect', topic, lane, payload: { downloadId } });
}

function editionOf(costClass: string | null): 'free' | 'fl' | 'paid' | null {
  if (costClass === 'paid') return 'paid';
  if (costClass === 'personal-freeleech') return 'fl';
  return costClass === null ? null : 'free';
}
