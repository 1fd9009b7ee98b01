import { raise } from '../alerts/raise.ts';
import { downloadStopped } from '../alerts/words/downloads.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';

/** Stops a download where it is, with the reason and what a person can do, and tells them once. */
export async function stopDownload(
  services: FollowServices,
  download: Download,
  reason: string,
  nextSteps: readonly string[],
): Promise<'stopped'> {
  const nextStep = nextSteps.join('; ');
  await services.em().transactional(async (em) => {
    const move = { status: 'stopped', detail: reason, nextStep } as const;
    const stopped = await moveDownload(em, services.platforms, download.id, move, services.now());
    await raise(em, services.platforms, {
      key: `download-stopped:${download.id}:${stopped.retryCount}:${reason}`,
      ...downloadStopped(stopped, reason, nextStep),
    });
  });
  return 'stopped';
}
