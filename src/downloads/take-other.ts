import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { blockRelease } from '../releases/save.ts';
import type { Release } from '../releases/release.entity.ts';
import type { Download } from './download.entity.ts';
import { claimDownload } from './find-download.ts';
import { moveDownload } from './move.ts';
import { enqueueRemoval } from './queue.ts';

export type Blocked = {
  title: string;
  /** `shelved`: the release is blocked, and all else stays as it is. */
  kind: 'searching' | 'shelved';
  /** What is not complete is taken out of the download client; what is complete goes on seeding. */
  isUnfinished: boolean;
};

const atWork = ['checking', 'importing', 'scanning'];

/**
 * One press for a bad release: it is blocked, its torrent removed while it is unfinished, and the
 * book searched again. A book on the shelf stays there. Throws UserError for one that is at work or over.
 */
export async function takeOtherRelease(
  em: EntityManager,
  platforms: readonly string[],
  { downloadId, actor, now }: { downloadId: number; actor: string; now: Date },
): Promise<Blocked> {
  const download = await claimDownload(em, downloadId);
  const { title, status, missingBook: missing } = download;
  const isUnfinished = download.progress < 1;
  const release = releaseToBlock(download);
  const by = { actor, reason: `blocked by ${actor}`, missingBookId: missing?.id ?? null };
  await blockRelease(em, release, by);
  if (status === 'completed') return { title, kind: 'shelved', isUnfinished };
  const move = {
    status: 'cancelled',
    detail: `blocked by ${actor}; another release is looked for`,
  } as const;
  await moveDownload(em, platforms, downloadId, move, now);
  if (missing && missing.downloadStatus !== 'completed') {
    Object.assign(missing, { downloadStatus: 'identified', isWanted: true, nextSearchAt: now });
    await em.flush();
    await requestRun(em, { job: 'queue', cause: 'event', actor, input: {}, now });
  }
  await enqueueRemoval(em, downloadId);
  return { title, kind: 'searching', isUnfinished };
}

function releaseToBlock({ id, status, release }: Download): Release {
  if (!release) {
    const text = `Download ${id} is of no release that could be blocked.`;
    throw new UserError('conflict', text, `Type "cancel ${id}" to give it up.`);
  }
  if (status === 'cancelled') {
    throw new UserError(
      'conflict',
      `Download ${id} is given up already.`,
      'Type "queue" for what is on its way.',
    );
  }
  if (atWork.includes(status)) {
    const text = `Download ${id} is ${status} just now.`;
    throw new UserError('conflict', text, 'Press again when that is over.');
  }
  return release;
}
