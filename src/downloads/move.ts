import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { Download } from './download.entity.ts';
import { recordEvent } from './events.ts';
import type { DownloadStatus } from './states.ts';

export type Move = {
  status: DownloadStatus;
  /** The sentence that becomes part of the story. */
  detail: string;
  nextStep?: string;
  set?: Partial<Download>;
};

/** Brings a download into a state: row, story and card in one transaction. */
export async function moveDownload(
  em: EntityManager,
  platforms: readonly string[],
  downloadId: number,
  move: Move,
  now: Date,
): Promise<Download> {
  return await em.transactional(async (inner) => {
    const download = await inner.findOneOrFail(Download, downloadId, {
      populate: ['missingBook', 'release'],
      refresh: true,
    });
    const isNews = download.status !== move.status || download.statusReason !== move.detail;
    Object.assign(download, { nextRetry: null }, move.set, {
      status: move.status,
      statusReason: move.detail,
      nextStep: move.nextStep ?? null,
      lastAttempt: now,
    });
    await inner.flush();
    if (!isNews) return download;
    await recordEvent(inner, download.id, move.status, move.detail, now);
    if (download.proposalId) await refreshCard(inner, platforms, `proposal:${download.proposalId}`);
    return download;
  });
}
