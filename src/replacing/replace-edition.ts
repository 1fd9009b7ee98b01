import { Download } from '../downloads/download.entity.ts';
import type { FollowServices } from '../downloads/follow.ts';
import type { DownloadStatus } from '../downloads/states.ts';
import { stopDownload } from '../downloads/stop.ts';
import { carryOn } from './carry-on.ts';
import { prepareSwap } from './prepare.ts';
import { beginSwap, movingStatuses, replacementOf } from './rows.ts';

/** Puts a checked download into the place of the owned edition, as far as that goes now. */
export async function replaceEdition(
  services: FollowServices,
  download: Download,
  content: { root: string; files: readonly { path: string; lengthBytes: number }[] },
  signal: AbortSignal,
): Promise<DownloadStatus> {
  const begun = await replacementOf(services.em(), download.id);
  const isMoving = movingStatuses.some((status) => status === begun?.status);
  if (!isMoving) {
    // What the check has just found out of it decides.
    const checked = await services.em().findOneOrFail(Download, download.id, {
      populate: ['missingBook', 'release'],
    });
    const ready = await prepareSwap(services, checked, content, signal);
    if ('stop' in ready) return await stopDownload(services, download, ready.stop, ready.text);
    await beginSwap(services.em(), ready, services.now());
  }
  await carryOn(services, download.id, signal);
  const [row] = await services
    .em()
    .execute<{ status: DownloadStatus }[]>('select status from downloads where id = ?', [
      download.id,
    ]);
  return row?.status ?? download.status;
}
