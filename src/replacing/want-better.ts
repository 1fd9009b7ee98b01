import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import { Book } from '../library/book.entity.ts';
import { MissingBook } from '../library/missing-book.entity.ts';

/** Better editions are wanted after what is missing; a person's wish goes before both. */
const usualPriority = 3;

/**
 * Has a better edition of a book on the shelf searched and proposed; the row it leaves is like that
 * of a missing book, and there is one for each book. Answers whether one is on its way already.
 */
export async function wantBetter(
  em: EntityManager,
  book: Book,
  { actor, now }: { actor: string | null; now: Date },
): Promise<{ missing: number; isOnItsWay: boolean }> {
  await em.execute(
    `insert into missing_books (work_key, replaces_book_id, title, author_name, series_name, series_number,
            reason_missing, identified_date, priority)
     values (?, ?, ?, ?, ?, ?, 'replacement', ?, ?) on conflict (work_key) do nothing`,
    [
      `replacement:${book.id}`,
      book.id,
      book.title,
      book.author,
      book.series ?? null,
      book.seriesNumber ?? null,
      now,
      usualPriority,
    ],
  );
  const workKey = `replacement:${book.id}`;
  await em.execute('select 1 from missing_books where work_key = ? for update', [workKey]);
  const missing = await em.findOneOrFail(MissingBook, { workKey }, { refresh: true });
  if (['queued', 'downloading'].includes(missing.downloadStatus)) {
    return { missing: missing.id, isOnItsWay: true };
  }
  // Nobody is asked again unasked about what they have hidden.
  if (actor === null && missing.downloadStatus === 'hidden') {
    return { missing: missing.id, isOnItsWay: false };
  }
  Object.assign(missing, {
    title: book.title,
    authorName: book.author,
    downloadStatus: 'identified',
    isWanted: true,
    nextSearchAt: now,
    ...(actor === null ? {} : { snoozedUntil: null }),
    priority: actor ? 1 : usualPriority,
    requestedBy: actor,
  });
  await em.flush();
  return { missing: missing.id, isOnItsWay: false };
}

export type BetterAsked = {
  title: string;
  isOnItsWay: boolean;
  /** The proposal that waits for an answer already; nothing is searched then. */
  proposal: number | null;
  /** How the last search came out, when there was one. */
  lastSearch: { at: Date; note: string | null } | null;
};

/** The same for a person, who gets the search at once. Throws UserError when the book is not on the shelf. */
export async function askForBetter(
  em: EntityManager,
  bookId: number,
  by: { actor: string; now: Date },
): Promise<BetterAsked> {
  const book = await em.findOne(Book, { id: bookId, status: { $ne: 'archived' } });
  if (!book) {
    const text = `There is no book ${bookId} on the shelf.`;
    throw new UserError('not_found', text, 'Type "book" and words of its title for its number.');
  }
  const { title } = book;
  const known = await knownOf(em, book.id);
  if (known.proposal !== null) return { title, isOnItsWay: false, ...known };
  const { isOnItsWay } = await wantBetter(em, book, by);
  await requestRun(em, { job: 'queue', cause: 'event', input: {}, ...by });
  return { title, isOnItsWay, ...known };
}

/** What earlier searches for a better edition came to. */
async function knownOf(
  em: EntityManager,
  bookId: number,
): Promise<Pick<BetterAsked, 'proposal' | 'lastSearch'>> {
  const [row] = await em.execute<
    { proposal: number | null; at: Date | null; note: string | null }[]
  >(
    `select m.last_searched_at as at, m.search_note as note,
            (select p.id from proposals p
              where p.missing_book_id = m.id and p.status in ('open', 'waiting', 'held')
              order by p.id desc limit 1) as proposal
       from missing_books m where m.replaces_book_id = ?`,
    [bookId],
  );
  return {
    proposal: row?.proposal ?? null,
    lastSearch: row?.at ? { at: row.at, note: row.note } : null,
  };
}
