import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import type { Verdict } from '../integrity/verdict.ts';
import { verifyContent } from '../integrity/verify.ts';
import { type Content, findContent } from './content.ts';
import { goneProblem } from './describe.ts';
import type { Download } from './download.entity.ts';
import { failRelease } from './fail.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { type DownloadStatus, manual } from './states.ts';
import { stopDownload } from './stop.ts';
import type { StopReason } from './stops.ts';

/** Compares every name, size and piece on the disk with the torrent file, where there is one. */
export async function verifyDownload(
  services: FollowServices,
  download: Download,
  torrentState: TorrentState | null,
  signal: AbortSignal,
): Promise<DownloadStatus> {
  const content = await findContent(services, download, torrentState);
  if (content.kind === 'stopped') {
    return await stopDownload(services, download, content.reason, content.text);
  }
  if (content.kind === 'files') return await goOnUnchecked(services, download, content);
  const { torrent, root, savePath } = content;
  const verdict = await verifyContent({ torrent, root, signal });
  const changed = verdict.status === 'failed' && (await whatChanged(services, download, savePath));
  if (changed) return changed;
  const stop = whyStop(verdict, torrent.files.filter((file) => !file.isPadding).length, root);
  if (stop) return await stopDownload(services, download, ...stop);
  const report = { integrityReport: { ...verdict } };
  if (verdict.status === 'failed') {
    const reason = `integrity check failed: ${describe(verdict)}`;
    if (!download.release || download.source === manual)
      return await stopDownload(services, download, 'bad-content', reason);
    const set = { ...report, integrityStatus: 'failed' as const };
    await failRelease(services.em(), services.platforms, download, { reason, set }, services.now());
    return 'failed';
  }
  const move = {
    status: 'importing',
    from: ['checking'],
    detail: `pieces ok (${torrent.pieces.length / 20}), decoding not checked`,
    set: { ...report, integrityStatus: 'passed', savePath, progress: 1 },
  } as const;
  return (await moveDownload(services.em(), services.platforms, download.id, move, services.now()))
    .status;
}

/** Files that are not as they should be say nothing when somebody moved or removed the torrent meanwhile. */
async function whatChanged(
  services: FollowServices,
  download: Download,
  savePath: string,
): Promise<DownloadStatus | null> {
  const hash = download.qbittorrentHash;
  if (!services.qbittorrent || !hash) return null;
  const [torrent] = await services.qbittorrent.torrents([hash]);
  if (!torrent) {
    const { reason, text } = goneProblem(download);
    return await stopDownload(services, download, reason, text);
  }
  return torrent.isComplete && torrent.savePath === savePath ? null : 'checking';
}

/** Faults that speak about this machine or its view of the folders, not about the release. */
function whyStop(
  verdict: Verdict,
  fileCount: number,
  root: string,
): [reason: StopReason, text: string] | null {
  if (verdict.faults.some((fault) => fault.kind === 'unreadable')) {
    return ['unreadable', `the files in ${root} cannot be read here: ${describe(verdict)}`];
  }
  const isMissing = verdict.faults.every((fault) => fault.kind === 'missing-file');
  if (verdict.status === 'pieces-ok' || !isMissing || verdict.faultCount < fileCount) return null;
  return [
    'path-unknown',
    `none of its files is in ${root}, where they should be by what qBittorrent says`,
  ];
}

/** What a person imports by hand may have no torrent; that is said and never called a check. */
async function goOnUnchecked(
  { em, platforms, now }: FollowServices,
  download: Download,
  { note }: Extract<Content, { kind: 'files' }>,
): Promise<DownloadStatus> {
  const move = {
    status: 'importing',
    from: ['checking'],
    detail: `pieces not checked: ${note}; decoding not checked`,
    set: { integrityReport: { status: 'not-checked', note, decoding: 'not-checked' }, progress: 1 },
  } as const;
  return (await moveDownload(em(), platforms, download.id, move, now())).status;
}

function describe(verdict: Verdict): string {
  const shown = verdict.faults.slice(0, 3).map((fault) => `${fault.path} ${fault.detail}`.trim());
  const more = verdict.faultCount - shown.length;
  return shown.join('; ') + (more > 0 ? ` and ${more} more` : '');
}
