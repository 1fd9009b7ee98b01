import path from 'node:path';
import { raise } from '../alerts/raise.ts';
import { folderTaken } from '../alerts/words/downloads.ts';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { placeBook } from '../importing/place.ts';
import type { Placed } from '../importing/placement.ts';
import { realOrNull } from '../importing/real-path.ts';
import { extensionVerdict, stopText } from '../integrity/extensions.ts';
import { libraryPath } from '../library/path.ts';
import { replaceEdition } from '../replacing/replace-edition.ts';
import { readPathTemplate } from '../settings/path-template.ts';
import type { TorrentFile } from '../torrent/torrent.ts';
import { withBook } from './adopted-book.ts';
import { piecesToCheck, provedByCopy } from './checked-by-copy.ts';
import { findContent } from './content.ts';
import type { Download } from './download.entity.ts';
import { failPieces } from './failed-check.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { stopIfOwned } from './owned-edition.ts';
import { isShelvedAt } from './shelved-book.ts';
import type { DownloadStatus } from './states.ts';
import { stopDownload } from './stop.ts';

const bytesPerGb = 1024 ** 3;

/** Puts the files into the library folder; those that are seeded are never touched. */
export async function importDownload(
  services: FollowServices,
  download: Download,
  torrentState: TorrentState | null,
  signal: AbortSignal,
): Promise<DownloadStatus> {
  const { LIBRARY_PATH: libraryRoot, IMPORT_METHOD: method } = services.config.settings;
  if (!libraryRoot) {
    return await stopDownload(services, download, 'no-library', 'there is no library folder');
  }
  const content = await findContent(services, download, torrentState);
  if (content.kind === 'stopped') {
    return await stopDownload(services, download, content.reason, content.text);
  }
  const files = content.kind === 'torrent' ? content.torrent.files : content.files;
  const verdict = extensionVerdict(files);
  if (verdict.stop.length > 0) {
    return await stopDownload(services, download, 'forbidden-file', stopText(verdict));
  }
  const unchecked = await piecesToCheck(services, download, content);
  if (unchecked === 'check-first') return await checkFirst(services, download);
  if (download.missingBook?.replacesBookId != null) {
    const found = { root: content.root, files: verdict.link };
    return await replaceEdition(services, download, found, signal);
  }
  const policy = await services.policy(services.em());
  const realRoot = (await realOrNull(libraryRoot)) ?? libraryRoot;
  const parts = placeOf(download, policy.pathTemplate);
  const asked = { realRoot, parts, files: verdict.link, signal };
  const stopped = await stopIfOwned(services, download, content, asked);
  if (stopped) return stopped;
  const own = await withBook(services, download, content);
  if ('reason' in own) return await stopDownload(services, download, 'matched-nothing', own.reason);
  const placement = await placeBook({
    torrentRoot: content.root,
    files: verdict.link,
    libraryRoot,
    parts: placeOf(own, policy.pathTemplate),
    method,
    ...(unchecked ? { unchecked } : {}),
    owns: async (folder) =>
      !own.besideOwned && (await isShelvedAt(services.em(), own, path.relative(realRoot, folder))),
    minFreeBytes: policy.minFreeGb * bytesPerGb,
    signal,
  });
  if (placement.kind === 'stopped') {
    return await stopDownload(services, download, placement.reason, placement.explanation);
  }
  if (placement.kind === 'differs') {
    const found = { verdict: placement.verdict, step: 'importing' } as const;
    return await failPieces(services, download, content, found);
  }
  const place = path.relative(realRoot, placement.folder);
  return await showPlaced(services, download, placement, { libraryRoot, place, unchecked });
}

/** The folders a person chose, else those of the template. */
function placeOf(download: Download, template: string): string[] {
  const { missingBook: missing, release, libraryFolder } = download;
  if (libraryFolder) return libraryFolder.split('/');
  const narrators = release?.facts.narrators ?? [];
  const book = {
    title: missing?.title ?? download.title,
    authors: (missing?.authorName ?? download.author).split(', ').filter((name) => name !== ''),
    narrators: narrators.length > 0 ? narrators : (missing?.narrators ?? []),
    series: seriesOf(download),
  };
  return libraryPath(book, readPathTemplate(template));
}

/** An adopted book that nobody missed stands where the tracker puts it. */
function seriesOf({ missingBook: missing, release }: Download) {
  if (!missing) return release?.facts.series[0] ?? null;
  const { seriesName: name, seriesNumber: position } = missing;
  return name ? { name, position: position ?? null } : null;
}

/** Somebody has changed how books are imported since the check left the pieces to it. */
async function checkFirst(
  { em, platforms, now }: FollowServices,
  { id }: Download,
): Promise<DownloadStatus> {
  const detail = 'it is not copied after all, so its pieces are checked first';
  const move = { status: 'checking', from: ['importing'], detail } as const;
  return (await moveDownload(em(), platforms, id, move, now())).status;
}

type Placing = { libraryRoot: string; place: string; unchecked: TorrentFile | null };

async function showPlaced(
  services: FollowServices,
  download: Download,
  { suffix, method, files }: Placed,
  { libraryRoot, place, unchecked }: Placing,
): Promise<DownloadStatus> {
  const { em, platforms, now } = services;
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  const done = `${count} ${method === 'link' ? 'linked' : 'copied'} into ${place}`;
  const proved = unchecked ? await provedByCopy(services, download, unchecked) : null;
  const detail = proved ? `${proved.text}; ${done}` : done;
  const set = { ...proved?.set, libraryPath: path.join(libraryRoot, place) };
  const move = { status: 'scanning', from: ['importing'], detail, set } as const;
  return await em().transactional(async (inner) => {
    const moved = await moveDownload(inner, platforms, download.id, move, now());
    if (suffix !== null && moved.status === 'scanning') {
      await raise(inner, platforms, {
        key: `folder-taken:${download.id}`,
        ...folderTaken(moved, place),
      });
    }
    return moved.status;
  });
}
