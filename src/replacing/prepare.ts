import path from 'node:path';
import type { LibraryItem } from '../clients/audiobookshelf/index.ts';
import type { Download } from '../downloads/download.entity.ts';
import type { FollowServices } from '../downloads/follow.ts';
import type { StopReason } from '../downloads/stops.ts';
import { ExternalError } from '../errors.ts';
import { Book } from '../library/book.entity.ts';
import { replaceTempName } from '../importing/temp-folders.ts';
import { ourPath, readPathMap } from '../settings/path-map.ts';
import { buildNext } from './build-next.ts';
import { type EditionFile, editionFiles } from './edition-files.ts';
import { placeOf, restoreArea } from './place-of.ts';
import type { KeptMetadata, NewReplacement } from './rows.ts';
import { differences } from './same-recording.ts';

export type NotReady = { stop: StopReason; text: string };

const bytesPerGb = 1024 ** 3;

/**
 * Looks whether the download can take the place of the owned book, and builds the new edition in a
 * hidden folder beside it. Nothing that can be listened to changes here.
 */
export async function prepareSwap(
  services: FollowServices,
  download: Download,
  content: { root: string; files: readonly { path: string; lengthBytes: number }[] },
  signal: AbortSignal,
): Promise<NewReplacement | NotReady> {
  const { audiobookshelf, config } = services;
  const { LIBRARY_PATH: libraryRoot, RESTORE_DIR, IMPORT_METHOD: method } = config.settings;
  if (!audiobookshelf || !libraryRoot) return no('no-library', 'there is no library folder');
  const em = services.em();
  const book = await em.findOne(Book, download.missingBook?.replacesBookId ?? 0);
  const item = book ? await audiobookshelf.item(book.absId) : null;
  if (!book || !item || item.isMissing) {
    return no('not-replaceable', 'the old edition is not in Audiobookshelf any more');
  }
  const place = await placeOf(audiobookshelf, item, libraryRoot);
  if (place === null) {
    return no('not-replaceable', `${item.path} is not found below LIBRARY_PATH`);
  }
  const old = await editionFiles(place);
  if ('refused' in old) return no('not-replaceable', old.refused);
  const changed = whyChanged(item, old.files);
  if (changed) return no('not-replaceable', changed);
  const seeded = await seededIn(services, place);
  if (seeded)
    return no('not-replaceable', `the torrent "${seeded}" is seeded from ${place} itself`);

  const release = download.release?.facts;
  const narrators = release?.narrators ?? [];
  const decodedSeconds = decodedSecondsOf(download);
  const position = download.replacePosition ?? null;
  const other = [
    ...differences(item, { narrators, durationSeconds: decodedSeconds }),
    ...(wasPlayed(download) ? [] : ['it was not played through']),
  ];
  if (other.length > 0 && !position) {
    return no(
      'other-recording',
      `the new edition may not be the same recording: ${other.join('; ')}`,
    );
  }
  const restore = await restoreArea(RESTORE_DIR, libraryRoot, place);
  if ('refused' in restore) return no('restore-elsewhere', restore.refused);

  const policy = await services.policy(em);
  const built = await buildNext({
    folder: path.join(path.dirname(place), replaceTempName(download.id)),
    place,
    isFile: old.isFile,
    old: old.files,
    torrentRoot: content.root,
    files: content.files,
    method,
    minFreeBytes: policy.minFreeGb * bytesPerGb,
    signal,
  });
  if ('kind' in built) return no(built.reason, built.explanation);
  const day = services.now().toISOString().slice(0, 10);
  const isScaled = position === 'scale' && item.durationSeconds && decodedSeconds;
  return {
    bookId: book.id,
    downloadId: download.id,
    title: book.title,
    itemId: item.id,
    place,
    isFile: old.isFile,
    nextPath: built.next,
    asidePath: path.join(restore.folder, day, String(download.id), path.basename(place)),
    before: {
      metadata: metadataOf(item),
      listening: await audiobookshelf.listening(item.id),
      durationSeconds: item.durationSeconds,
    },
    narrators,
    scale: isScaled ? decodedSeconds / (item.durationSeconds ?? decodedSeconds) : null,
    sizeBytes: old.sizeBytes,
  };
}

function no(stop: StopReason, text: string): NotReady {
  return { stop, text };
}

/** What Audiobookshelf knows of the sound has to be what lies there: else this is another folder, or a person is at work. */
function whyChanged(item: LibraryItem, files: readonly EditionFile[]): string | null {
  const known = item.audioFiles.map(({ sizeBytes }) => sizeBytes ?? 0).sort((a, b) => a - b);
  const there = files
    .filter(({ isAudio }) => isAudio)
    .map(({ sizeBytes }) => sizeBytes)
    .sort((a, b) => a - b);
  const isSame =
    known.length === there.length && known.every((size, index) => size === there[index]);
  if (isSame) return null;
  return 'the files of the old edition are not the ones Audiobookshelf knows; let it scan first';
}

/** The name of a torrent whose content lies in the place: moving the place would move the seed. */
async function seededIn(services: FollowServices, place: string): Promise<string | null> {
  const { qbittorrent, config } = services;
  if (!qbittorrent) {
    throw new ExternalError('qbittorrent', 'unreachable', 'qBittorrent is not configured');
  }
  const map = readPathMap((await services.policy(services.em())).pathMap);
  const torrents = await qbittorrent.torrentsOfCategory(config.settings.QB_CATEGORY);
  const found = torrents.find(({ contentPath, savePath, name }) => {
    const content = ourPath(map, contentPath ?? `${savePath}/${name}`);
    return content === place || content.startsWith(`${place}/`) || place.startsWith(`${content}/`);
  });
  return found?.name ?? null;
}

function decodedSecondsOf({ integrityReport }: Download): number | null {
  const seconds = integrityReport?.['decodedSeconds'];
  return typeof seconds === 'number' ? seconds : null;
}

function wasPlayed({ integrityReport }: Download): boolean {
  return ['ok', 'flawed'].includes(String(integrityReport?.['decoding']));
}

function metadataOf(item: LibraryItem): KeptMetadata {
  const { title, subtitle, authors, narrators, series, genres } = item;
  const { publishedYear, publisher, description, isbn, asin, language } = item;
  return {
    title,
    subtitle,
    authors,
    narrators,
    series,
    genres,
    publishedYear,
    publisher,
    description,
    isbn,
    asin,
    language,
  };
}
