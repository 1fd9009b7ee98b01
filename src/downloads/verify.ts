import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { verifyContent } from '../integrity/verify.ts';
import type { Verdict } from '../integrity/verdict.ts';
import type { Download } from './download.entity.ts';
import { failRelease } from './fail.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { ourPath, readPathMap } from './path-map.ts';
import type { DownloadStatus } from './states.ts';
import { stopDownload } from './stop.ts';
import { storedTorrent } from './stored-torrent.ts';

/** Compares every name, size and piece on the disk with the torrent file. */
export async function verifyDownload(
  services: FollowServices,
  download: Download,
  torrentState: TorrentState | null,
  signal: AbortSignal,
): Promise<DownloadStatus> {
  const stored = storedTorrent(services, download);
  if (!stored) throw new Error(`download ${download.id} has no torrent file to check against`);
  const savePath = torrentState?.savePath ?? download.savePath ?? '';
  const root = ourPath(readPathMap(services.config.settings.PATH_MAP), savePath);
  const verdict = await verifyContent({ torrent: stored.torrent, root, signal });
  if (verdict.faults.some((fault) => fault.kind === 'unreadable')) {
    const reason = `the files in ${root} cannot be read here: ${describe(verdict)}`;
    return await stopDownload(services, download, reason, [
      `qBittorrent saves to ${savePath}; if this program sees that folder elsewhere, set PATH_MAP`,
    ]);
  }
  const report = { integrityReport: { ...verdict } };
  if (verdict.status === 'failed') {
    const set = { ...report, integrityStatus: 'failed' as const };
    const reason = `integrity check failed: ${describe(verdict)}`;
    await failRelease(services.em(), services.platforms, download, { reason, set }, services.now());
    return 'failed';
  }
  const move = {
    status: 'importing',
    detail: `pieces ok (${stored.torrent.pieces.length / 20}), decoding not checked`,
    set: { ...report, integrityStatus: 'passed', savePath, progress: 1 },
  } as const;
  await moveDownload(services.em(), services.platforms, download.id, move, services.now());
  return 'importing';
}

function describe(verdict: Verdict): string {
  const shown = verdict.faults.slice(0, 3).map((fault) => `${fault.path} ${fault.detail}`.trim());
  const more = verdict.faultCount - shown.length;
  return shown.join('; ') + (more > 0 ? ` and ${more} more` : '');
}
