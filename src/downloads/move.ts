import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { Download } from './download.entity.ts';
import { recordEvent } from './events.ts';
import { endStallOf } from './stall-rows.ts';
import type { DownloadStatus } from './states.ts';
import type { StopReason } from './stops.ts';

export type Move = {
  status: DownloadStatus;
  /** The states the move starts from; from any other one it is not made, because somebody was faster. */
  from?: readonly DownloadStatus[];
  /** The sentence that becomes part of the story. */
  detail: string;
  nextStep?: string;
  stopReason?: StopReason;
  set?: Partial<Download>;
};

/** Brings a download into a state: row, story and card in one transaction. Answers the download as it is then. */
export async function moveDownload(
  em: EntityManager,
  platforms: readonly string[],
  downloadId: number,
  move: Move,
  now: Date,
): Promise<Download> {
  return await em.transactional(async (inner) => {
    await lockDownload(inner, downloadId);
    const download = await inner.findOneOrFail(Download, downloadId, {
      populate: ['missingBook', 'release'],
      refresh: true,
    });
    if (move.from && !move.from.includes(download.status)) return download;
    const isNews = download.status !== move.status || download.statusReason !== move.detail;
    Object.assign(download, { nextRetry: null }, move.set, {
      status: move.status,
      statusReason: move.detail,
      nextStep: move.nextStep ?? null,
      stopReason: move.stopReason ?? null,
      lastAttempt: now,
    });
    await inner.flush();
    if (move.status !== 'downloading') await endStallOf(inner, downloadId, now);
    if (!isNews) return download;
    await recordEvent(inner, download.id, move.status, move.detail, now);
    if (download.proposalId) await refreshCard(inner, platforms, `proposal:${download.proposalId}`);
    return download;
  });
}

/** Lets nobody else decide about a download until the transaction ends. */
export async function lockDownload(em: EntityManager, downloadId: number): Promise<void> {
  await em.execute('select 1 from downloads where id = ? for update', [downloadId]);
}
