import { raise } from '../alerts/raise.ts';
import { downloadStopped } from '../alerts/words/downloads.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { type DownloadStatus, inFlightStatuses } from './states.ts';
import { nextStepOf, type StopReason, stopButtons } from './stops.ts';

/** Stops a download where it is, with the reason and what a person can do, and tells them once. */
export async function stopDownload(
  { em, platforms, now }: Pick<FollowServices, 'em' | 'platforms' | 'now'>,
  download: Download,
  stopReason: StopReason,
  detail: string,
): Promise<DownloadStatus> {
  return await em().transactional(async (inner) => {
    const nextStep = nextStepOf(stopReason);
    const from = inFlightStatuses;
    const move = { status: 'stopped', from, detail, nextStep, stopReason } as const;
    const moved = await moveDownload(inner, platforms, download.id, move, now());
    if (moved.status !== 'stopped') return moved.status;
    const stops = await inner.execute<unknown[]>(
      `select 1 from download_events where download_id = ? and status = 'stopped'`,
      [moved.id],
    );
    const hasRelease = Boolean(moved.release);
    const buttons = stopButtons(stopReason, { id: moved.id, hasRelease });
    await raise(inner, platforms, {
      key: `download-stopped:${moved.id}:${stops.length}`,
      ...downloadStopped(moved, { reason: detail, nextStep, buttons }),
    });
    return moved.status;
  });
}
