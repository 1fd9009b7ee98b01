import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { howPlaced } from '../importing/same-files.ts';
import { planFiles } from '../importing/sources.ts';
import { isAudio } from '../integrity/extensions.ts';
import { Book } from '../library/book.entity.ts';
import { sameWork, type WorkKey } from '../library/match.ts';
import { wantedWork } from '../library/wanted-work.ts';
import { bitrateFromSize } from '../releases/bitrate.ts';
import { compareWithOwned, type EditionFacts, editionPoints } from '../releases/compare-owned.ts';
import { ownedEdition, ownedWorks } from '../releases/owned.ts';
import { worksOfAdopted } from './adopted.ts';
import type { Content } from './content.ts';
import { Download } from './download.entity.ts';
import type { FollowServices } from './follow.ts';
import { stopDownload } from './stop.ts';
import type { DownloadStatus } from './states.ts';

type Found = Exclude<Content, { kind: 'stopped' }>;
type Files = readonly { path: string; lengthBytes: number }[];
/** Where it would go, and what of it. */
type Place = { realRoot: string; parts: readonly string[]; files: Files; signal: AbortSignal };

/**
 * Stops a checked download whose work stands on the shelf already: a weaker or equal edition is not taken,
 * a better one is offered for the place of the owned one. Null when it may go in.
 */
export async function stopIfOwned(
  services: FollowServices,
  { id: downloadId }: Download,
  content: Found,
  place: Place,
): Promise<DownloadStatus | null> {
  const em = services.em();
  // With what the check has just found out of it.
  const populate = ['missingBook', 'release'] as const;
  const download = await em.findOneOrFail(Download, downloadId, { populate });
  if (download.besideOwned) return null;
  const id = await ownedBookOf(em, download, content);
  const owned = id === null ? null : await ownedEdition(em, id);
  const book = owned && (await em.findOne(Book, owned.id));
  if (!owned || !book || (await isPlacedAt(book, content, place))) return null;
  const edition = editionOf(download, place.files);
  const { verdict } = compareWithOwned(edition, owned);
  const points = editionPoints(edition, owned).join('; ');
  const reason = verdict === 'superior' ? 'better-edition' : 'owned-edition';
  const text = `${book.title} is on the shelf already, ${standing[verdict]}: ${points}`;
  return await em.transactional(async (inner) => {
    await noteOwned(inner, download, book, verdict === 'superior');
    return await stopDownload({ ...services, em: () => inner }, download, reason, text);
  });
}

const standing = {
  inferior: 'in a better edition',
  equal: 'in an equal edition',
  unknown: 'and the two editions cannot be compared',
  superior: 'in a weaker edition',
} as const;

/** What a person said it is; else the book of the work, by all that is known of the download. */
async function ownedBookOf(
  em: EntityManager,
  download: Download,
  content: Found,
): Promise<number | null> {
  if (download.ownedBookId != null) return download.ownedBookId;
  const works = await worksOf(em, download, content);
  const owned = await ownedWorks(em, works);
  const found = owned.find(({ work }) => works.some((one) => sameWork(work, one).same));
  return found?.edition.id ?? null;
}

async function worksOf(
  em: EntityManager,
  { missingBook, release, title }: Download,
  content: Found,
): Promise<WorkKey[]> {
  if (missingBook) return [await wantedWork(em, missingBook)];
  const { name, files } =
    content.kind === 'torrent' ? content.torrent : { name: title, files: content.files };
  return worksOfAdopted({ name, tags: [] }, files, release?.facts ?? null);
}

/** Whether the book that was found is this very download, imported before a kill. */
async function isPlacedAt(
  book: Book,
  content: Found,
  { realRoot, parts, files, signal }: Place,
): Promise<boolean> {
  const folder = path.join(realRoot, ...parts.slice(0, -1), path.basename(book.path));
  const planned = await planFiles({ torrentRoot: content.root, files, signal });
  return !('kind' in planned) && (await howPlaced(folder, planned)) !== null;
}

/** What the tracker says of it; a bitrate nobody stated is measured. */
function editionOf({ release, integrityReport }: Download, files: Files): EditionFacts {
  const facts = release?.facts;
  const seconds = integrityReport?.['decodedSeconds'];
  const soundBytes = files
    .filter((file) => isAudio(file.path))
    .reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  const measuredKbps = typeof seconds === 'number' ? bitrateFromSize(soundBytes, seconds) : null;
  const stated = facts?.bitrateKbps ?? null;
  return {
    narrators: facts?.narrators ?? [],
    isAbridged: facts?.isAbridged ?? null,
    bitrateKbps: stated ?? measuredKbps,
    bitrateSource: stated === null ? 'size' : (facts?.bitrateSource ?? null),
  };
}

/** What a person's press will need: the book it is, and its name for a download that has none. */
async function noteOwned(
  em: EntityManager,
  { id, missingBook, release }: Download,
  { id: bookId, title, author }: Book,
  isBetter: boolean,
): Promise<void> {
  await em.execute('update downloads set owned_book_id = ? where id = ?', [bookId, id]);
  if (!missingBook && !release) {
    await em.execute('update downloads set title = ?, author = ? where id = ?', [
      title,
      author,
      id,
    ]);
  }
  if (!isBetter) return;
  await em.execute(`update books set duplicate_status = 'superior_available' where id = ?`, [
    bookId,
  ]);
}
