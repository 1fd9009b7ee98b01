import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { type ContentFaultKind, faultText, type Verdict } from '../integrity/verdict.ts';
import { verifyContent } from '../integrity/verify.ts';
import { type CheckProgress, followCheck } from './check-progress.ts';
import { type Content, findContent } from './content.ts';
import type { Download } from './download.entity.ts';
import { failCheck, type Found, whyElse } from './failed-check.ts';
import { fetchAgain } from './fetch-again.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { type Played, playDownload } from './play.ts';
import { type DownloadStatus, manual } from './states.ts';
import { stopDownload } from './stop.ts';

type Watch = { signal: AbortSignal; progress: CheckProgress };

/**
 * Compares every name, size and piece on the disk with the torrent file, where there is one, and lets
 * the audio play through.
 */
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
  const progress = followCheck(services, download.id);
  try {
    return await check(services, download, content, { signal, progress });
  } finally {
    await progress.end();
  }
}

async function check(
  services: FollowServices,
  download: Download,
  content: Found,
  watch: Watch,
): Promise<DownloadStatus> {
  const pieces = content.kind === 'torrent' ? await checkPieces(content, watch) : null;
  if (pieces?.status === 'failed') {
    const ended = await whyElse(services, download, content, pieces);
    if (ended) return ended;
    const fault = faultText(pieces);
    const again = await fetchAgain(services, download, fault, watch.signal);
    return again ?? (await failCheck(services, download, 'bad-content', fault, { ...pieces }));
  }
  const files = content.kind === 'torrent' ? content.torrent.files : content.files;
  const played = await playDownload(services, download, { files, root: content.root }, watch);
  return await judge(services, download, content, pieces, played);
}

async function checkPieces(
  { torrent, root }: Extract<Content, { kind: 'torrent' }>,
  { signal, progress }: Watch,
): Promise<Verdict> {
  const onProgress = (bytes: number) =>
    progress.show('its pieces are checked', bytes / torrent.totalBytes);
  return await verifyContent({ torrent, root, signal, onProgress });
}

/** Files that were there a moment ago: what it means shows when all of it is looked at again. */
const goneKinds: ReadonlySet<ContentFaultKind> = new Set(['missing-file', 'not-a-file']);

/** What a person brought they may keep although the catalogue knows another length of it. */
async function judge(
  services: FollowServices,
  download: Download,
  content: Found,
  pieces: Verdict | null,
  { audio, length, text }: Played,
): Promise<DownloadStatus> {
  const report = { ...pieces, ...audio, length: length.length };
  if (audio.faults.some(({ kind }) => goneKinds.has(kind))) return 'checking';
  if (audio.decoding === 'failed') {
    const ended = await whyElse(services, download, content, audio);
    return ended ?? (await failCheck(services, download, 'bad-audio', faultText(audio), report));
  }
  const isOurs = Boolean(download.release) && download.source !== manual;
  if (length.length === 'wrong' && isOurs) {
    return await failCheck(services, download, 'bad-audio', length.text, report);
  }
  const isVerified = pieces !== null && audio.decoding === 'ok' && length.length === 'ok';
  const before = piecesText(content);
  const whole = pieces ? 'pieces-ok' : 'not-checked';
  const move = {
    status: 'importing',
    from: ['checking'],
    detail: isVerified ? `verified: ${before}, ${text}` : `${before}${pieces ? ',' : ';'} ${text}`,
    set: {
      integrityStatus: isVerified ? 'passed' : 'pending',
      integrityReport: { ...report, status: isVerified ? 'verified' : whole },
      progress: 1,
      ...(content.kind === 'torrent' ? { savePath: content.savePath } : {}),
    },
  } as const;
  return (await moveDownload(services.em(), services.platforms, download.id, move, services.now()))
    .status;
}

/** What a person imports by hand may have no torrent; that is said and never called a check. */
function piecesText(content: Found): string {
  return content.kind === 'torrent'
    ? `pieces ok (${content.torrent.pieces.length / 20})`
    : `pieces not checked: ${content.note}`;
}
