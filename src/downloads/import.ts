import path from 'node:path';
import { placeBook } from '../importing/place.ts';
import { extensionVerdict } from '../integrity/extensions.ts';
import { libraryPath } from '../library/path.ts';
import type { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { moveDownload } from './move.ts';
import { ourPath, readPathMap } from './path-map.ts';
import type { DownloadStatus } from './states.ts';
import { stopDownload } from './stop.ts';
import { storedTorrent } from './stored-torrent.ts';

const bytesPerGb = 1024 ** 3;

/** Puts the verified files into the library folder; the seeded files are never touched. */
export async function importDownload(
  services: FollowServices,
  download: Download,
  signal: AbortSignal,
): Promise<DownloadStatus> {
  const { settings } = services.config;
  const stored = storedTorrent(services, download);
  if (!stored || !settings.LIBRARY_PATH) {
    return await stopDownload(services, download, 'there is no library folder to import into', [
      'set LIBRARY_PATH, ABS_URL and ABS_TOKEN, then retry',
    ]);
  }
  const verdict = extensionVerdict(stored.torrent.files);
  if (verdict.stop.length > 0) {
    const reason = verdict.stop
      .slice(0, 3)
      .map((one) => (one.path ? `${one.path}: ${one.reason}` : one.reason))
      .join('; ');
    return await stopDownload(services, download, reason, [
      'look at the files; cancel gives it up',
    ]);
  }
  const placement = await placeBook({
    torrentRoot: ourPath(readPathMap(settings.PATH_MAP), await savePathOf(services, download)),
    files: verdict.link,
    libraryRoot: settings.LIBRARY_PATH,
    parts: libraryPath(bookOf(download)),
    method: settings.IMPORT_METHOD,
    owns: (folder) => folder === download.libraryPath,
    minFreeBytes: (await services.policy(services.em())).minFreeGb * bytesPerGb,
    signal,
  });
  if (placement.kind === 'stopped') {
    return await stopDownload(services, download, placement.explanation, [placement.nextStep]);
  }
  const { folder, method, files } = placement;
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  const detail = `${count} ${method === 'link' ? 'linked' : 'copied'} into ${path.relative(settings.LIBRARY_PATH, folder)}`;
  const set = { libraryPath: folder };
  const move = { status: 'scanning', detail, set } as const;
  await moveDownload(services.em(), services.platforms, download.id, move, services.now());
  return 'scanning';
}

/** Where the client keeps the files, as it said last. */
async function savePathOf(services: FollowServices, download: Download): Promise<string> {
  const em = services.em();
  const rows = await em.execute<{ save_path: string | null }[]>(
    'select save_path from downloads where id = ?',
    [download.id],
  );
  return rows[0]?.save_path ?? '';
}

function bookOf(download: Download) {
  const { missingBook: missing, release } = download;
  const narrators = release?.facts.narrators ?? [];
  return {
    title: missing?.title ?? download.title,
    authors: (missing?.authorName ?? download.author).split(', ').filter((name) => name !== ''),
    narrators: narrators.length > 0 ? narrators : (missing?.narrators ?? []),
    series: missing?.seriesName
      ? { name: missing.seriesName, position: missing.seriesNumber ?? null }
      : null,
  };
}
