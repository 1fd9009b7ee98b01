import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { piecesOk } from '../integrity/pieces.ts';
import { type ContentFaultKind, faultText, type Verdict } from '../integrity/verdict.ts';
import { verifyContent } from '../integrity/verify.ts';
import { atImport, isCheckedByCopy } from './checked-by-copy.ts';
import { type CheckProgress, followCheck } from './check-progress.ts';
import { findContent } from './content.ts';
import type { Download } from './download.entity.ts';
import { failCheck, failPieces, type Found, whyElse } from './failed-check.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { type Played, playDownload } from './play.ts';
import { type DownloadStatus, manual } from './states.ts';
import { stopDownload } from './stop.ts';

type Watch = { signal: AbortSignal; progress: CheckProgress };

/**
 * Compares every name, size and piece on the disk with the torrent file, where there is one, and lets
 * the audio play through. Pieces that the import will read to copy them are left to it.
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
  const isLater = await isCheckedByCopy(services, download, content);
  const early = isLater ? null : await checkPieces(content, watch);
  if (early?.status === 'failed') {
    return await failPieces(services, download, content, { verdict: early, step: 'checking' });
  }
  const files = content.kind === 'torrent' ? content.torrent.files : content.files;
  const played = await playDownload(services, download, { files, root: content.root }, watch);
  // Whose fault it is that it does not play, the transfer's or the release's, only the pieces tell.
  const late = isLater && isFaulty(played) ? await checkPieces(content, watch) : null;
  if (late?.status === 'failed') {
    return await failPieces(services, download, content, { verdict: late, step: 'checking' });
  }
  const pieces = early ?? late ?? (isLater ? atImport : null);
  return await judge(services, download, content, pieces, played);
}

function isFaulty({ audio, length }: Played): boolean {
  return audio.decoding === 'failed' || length.length === 'wrong';
}

async function checkPieces(content: Found, { signal, progress }: Watch): Promise<Verdict | null> {
  if (content.kind !== 'torrent') return null;
  const { torrent, root } = content;
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
  pieces: Verdict | typeof atImport | null,
  { audio, length, text }: Played,
): Promise<DownloadStatus> {
  const report = { ...(pieces === atImport ? {} : pieces), ...audio, length: length.length };
  if (audio.faults.some(({ kind }) => goneKinds.has(kind))) return 'checking';
  if (audio.decoding === 'failed') {
    const ended = await whyElse(services, download, content, audio, 'checking');
    return ended ?? (await failCheck(services, download, 'bad-audio', faultText(audio), report));
  }
  const isOurs = Boolean(download.release) && download.source !== manual;
  if (length.length === 'wrong' && isOurs) {
    return await failCheck(services, download, 'bad-audio', length.text, report);
  }
  const isSound = audio.decoding === 'ok' && length.length === 'ok';
  const [whole, before] = piecesWords(content, pieces);
  const isVerified = isSound && whole === 'pieces-ok';
  const move = {
    status: 'importing',
    from: ['checking'],
    detail: `${isVerified ? 'verified: ' : ''}${before} ${text}`,
    set: {
      integrityStatus: isVerified ? 'passed' : openStatus(download, pieces),
      integrityReport: { ...report, status: isVerified ? 'verified' : whole },
      progress: 1,
      ...(content.kind === 'torrent' ? { savePath: content.savePath } : {}),
    },
  } as const;
  return (await moveDownload(services.em(), services.platforms, download.id, move, services.now()))
    .status;
}

/** What was fetched again stays known as that until its pieces are checked: it is asked for only once. */
function openStatus({ integrityStatus }: Download, pieces: unknown): 'pending' | 'redownloading' {
  const isAgain = pieces === atImport && integrityStatus === 'redownloading';
  return isAgain ? 'redownloading' : 'pending';
}

/** What a person imports by hand may have no torrent; that is said and never called a check. */
function piecesWords(
  content: Found,
  pieces: Verdict | typeof atImport | null,
): [status: string, text: string] {
  if (content.kind !== 'torrent') return ['not-checked', `pieces not checked: ${content.note};`];
  if (pieces === atImport) return [atImport, 'its pieces are checked while it is copied;'];
  return ['pieces-ok', `${piecesOk(content.torrent)},`];
}
