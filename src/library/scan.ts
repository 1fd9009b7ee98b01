import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audiobookshelf, UnreadableRow } from '../clients/audiobookshelf/index.ts';
import { ExternalError } from '../errors.ts';
import { closeOwnedRequests } from './close-requests.ts';
import { markInferior } from './list-duplicates.ts';
import { saveItems } from './save-items.ts';
import { wantScan } from './want-scan.ts';

/** A library that suddenly shows this much less is not believed without a person's word. */
const largestDropShare = 0.1;

export type ScanReport = {
  books: number;
  newBookIds: number[];
  gone: number;
  /** What Audiobookshelf calls the books that could not be read. */
  unreadable: string[];
  /** Works that stand on the shelf more than once. */
  duplicates: number;
  /** Books are on the shelf of which nothing is known: any new gap may be one of them. */
  holdsGaps: boolean;
};

/**
 * Reads the whole library and stores it in one transaction; a book that cannot be read stays as it
 * was known. Throws ExternalError and changes nothing
 * when the answer is half, changed while being read, or more than a tenth smaller than what is known.
 */
export async function scanLibrary(
  em: EntityManager,
  audiobookshelf: Audiobookshelf,
  options: {
    libraryId: string | undefined;
    acceptsDrop: boolean;
    now: Date;
    onPage: (done: number, total: number) => void;
  },
): Promise<ScanReport> {
  const libraryId = await chooseLibrary(audiobookshelf, options.libraryId);
  const reading = await audiobookshelf.readLibrary(libraryId, options.onPage);
  if (!reading.isComplete) {
    const shown = reading.items.length + reading.unreadable.length;
    const text = `Audiobookshelf promised ${reading.total} books and showed ${shown}; nothing was changed`;
    throw new ExternalError('audiobookshelf', 'unexpected', text);
  }
  const items = reading.items.filter((item) => !item.isMissing);
  return await em.transactional(async (inner) => {
    if (!options.acceptsDrop) await refuseDrop(inner, items.length + reading.unreadable.length);
    const isFirst = (await inner.execute<unknown[]>('select 1 from books limit 1')).length === 0;
    const { saved, newBookIds } = await saveItems(inner, items, options.now);
    const kept = await keepUnreadable(inner, reading.unreadable, options.now);
    const isEachNamed = reading.unreadable.every(({ id }) => id !== null);
    const gone = isEachNamed ? await archiveUnseen(inner, options.now) : 0;
    // A whole library is looked at by the metadata jobs, at their pace.
    if (!isFirst) for (const id of newBookIds) await wantScan(inner, id, 'arrival');
    await countOwned(inner);
    await closeOwnedRequests(inner);
    const duplicates = await markInferior(inner);
    const unreadable = reading.unreadable.map(({ id, title }) => title ?? id ?? 'a row without id');
    const holdsGaps = kept < unreadable.length;
    return { books: saved, newBookIds, gone, unreadable, duplicates, holdsGaps };
  });
}

/** The configured library, else the first one that holds books. */
export async function chooseLibrary(
  audiobookshelf: Audiobookshelf,
  configured: string | undefined,
): Promise<string> {
  const libraries = await audiobookshelf.libraries();
  const found = configured
    ? libraries.find((library) => library.id === configured)
    : libraries.find((library) => library.mediaType === 'book');
  if (found) return found.id;
  const names = libraries.map((library) => `${library.name} = ${library.id}`).join(', ');
  throw new ExternalError(
    'audiobookshelf',
    'refused',
    `Audiobookshelf has no ${configured ? `library ${configured}` : 'book library'} (it has: ${names || 'none'}); check ABS_LIBRARY_ID`,
  );
}

async function refuseDrop(em: EntityManager, shown: number): Promise<void> {
  const [row] = await em.execute<{ known: number }[]>(
    `select count(*) as known from books where status = 'active'`,
  );
  const known = row?.known ?? 0;
  if (shown >= known * (1 - largestDropShare)) return;
  throw new ExternalError(
    'audiobookshelf',
    'unexpected',
    `Audiobookshelf shows ${shown} books, ${known} were known: a drop of more than ${largestDropShare * 100} % is not believed. If it is right, confirm it: run library-scan confirm:true`,
  );
}

/** What was known of a book that cannot be read any more still counts; answers how many were known. */
async function keepUnreadable(
  em: EntityManager,
  rows: readonly UnreadableRow[],
  now: Date,
): Promise<number> {
  const ids = rows.flatMap(({ id }) => id ?? []);
  const result = await em.execute<{ affectedRows: number }>(
    `update books set seen_at = ? where abs_id in (?) and status = 'active'`,
    [now, [...ids, '']],
    'run',
  );
  return result.affectedRows;
}

async function archiveUnseen(em: EntityManager, now: Date): Promise<number> {
  const result = await em.execute<{ affectedRows: number }>(
    `update books set status = 'archived' where seen_at < ? and status = 'active'`,
    [now],
    'run',
  );
  return result.affectedRows;
}

/** Counts the owned books of every series and author anew, or of those alone in which these books are. */
export async function countOwned(
  em: EntityManager,
  onlyBookIds?: readonly number[],
): Promise<void> {
  const only = (link: string, column: string) =>
    onlyBookIds ? `where t.id in (select ${column} from ${link} where book_id in (?))` : '';
  const values = onlyBookIds ? [[...onlyBookIds, 0]] : [];
  await em.execute(
    `update series s set books_owned = c.owned
       from (select t.id, count(b.id) as owned from series t
               left join book_series bs on bs.series_id = t.id
               left join books b on b.id = bs.book_id and b.status = 'active'
               ${only('book_series', 'series_id')} group by t.id) c
      where c.id = s.id and s.books_owned <> c.owned`,
    values,
  );
  await em.execute(
    `update authors a set audiobooks_owned = c.owned
       from (select t.id, count(b.id) as owned from authors t
               left join book_authors ba on ba.author_id = t.id
               left join books b on b.id = ba.book_id and b.status = 'active'
               ${only('book_authors', 'author_id')} group by t.id) c
      where c.id = a.id and a.audiobooks_owned <> c.owned`,
    values,
  );
}
