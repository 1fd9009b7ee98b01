import { type ContentFault, faultText, type Verdict } from '../integrity/verdict.ts';
import type { Content } from './content.ts';
import { goneProblem } from './describe.ts';
import type { Download } from './download.entity.ts';
import { failRelease } from './fail.ts';
import { fetchAgain } from './fetch-again.ts';
import type { FollowServices } from './follow.ts';
import { type DownloadStatus, manual } from './states.ts';
import { stopDownload } from './stop.ts';
import type { StopReason } from './stops.ts';

export type Found = Exclude<Content, { kind: 'stopped' }>;
/** The step that found the fault, and is taken again when it says nothing. */
type Step = 'checking' | 'importing';
type Faults = { faults: readonly ContentFault[]; faultCount: number };

/** A release that fails is given up; what a person brought stops for them to see. */
export async function failCheck(
  services: FollowServices,
  download: Download,
  stop: StopReason,
  fault: string,
  report: Record<string, unknown>,
): Promise<DownloadStatus> {
  const reason = `integrity check failed: ${fault}`;
  if (!download.release || download.source === manual)
    return await stopDownload(services, download, stop, reason);
  const integrityReport = { ...report, status: 'failed' };
  const set = { integrityReport, integrityStatus: 'failed' as const };
  await failRelease(services.em(), services.platforms, download, { reason, set }, services.now());
  return 'failed';
}

/** Pieces that differ: the client fetches them again, once; then the release is given up. */
export async function failPieces(
  services: FollowServices,
  download: Download,
  content: Found,
  { verdict, step }: { verdict: Verdict; step: Step },
): Promise<DownloadStatus> {
  const ended = await whyElse(services, download, content, verdict, step);
  if (ended) return ended;
  const fault = faultText(verdict);
  const again = await fetchAgain(services, download, fault);
  return again ?? (await failCheck(services, download, 'bad-content', fault, { ...verdict }));
}

/** Whether something else than the release is at fault, or everything has changed meanwhile. */
export async function whyElse(
  services: FollowServices,
  download: Download,
  content: Found,
  verdict: Faults,
  step: Step,
): Promise<DownloadStatus | null> {
  const changed = await whatChanged(services, download, content.savePath, step);
  if (changed) return changed;
  const stop = whyStop(verdict, content);
  return stop && (await stopDownload(services, download, ...stop));
}

/** Files that are not as they should be say nothing when somebody moved or removed the torrent meanwhile. */
async function whatChanged(
  services: FollowServices,
  download: Download,
  savePath: string,
  step: Step,
): Promise<DownloadStatus | null> {
  const hash = download.qbittorrentHash;
  if (!services.qbittorrent || !hash) return null;
  const [torrent] = await services.qbittorrent.torrents([hash]);
  if (!torrent) {
    const { reason, text } = goneProblem(download);
    return await stopDownload(services, download, reason, text);
  }
  return torrent.isComplete && torrent.savePath === savePath ? null : step;
}

/** Faults that speak about this machine or its view of the folders, not about the release. */
function whyStop(verdict: Faults, content: Found): [reason: StopReason, text: string] | null {
  const { root } = content;
  if (verdict.faults.some((fault) => fault.kind === 'unreadable')) {
    return ['unreadable', `the files in ${root} cannot be read here: ${faultText(verdict)}`];
  }
  const files = content.kind === 'torrent' ? content.torrent.files : content.files;
  const count = files.filter((file) => !file.isPadding).length;
  const isMissing = verdict.faults.every((fault) => fault.kind === 'missing-file');
  if (!isMissing || verdict.faultCount < count) return null;
  return [
    'path-unknown',
    `none of its files is in ${root}, where they should be by what qBittorrent says`,
  ];
}
