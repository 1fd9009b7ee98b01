import type { EntityManager } from '@mikro-orm/postgresql';
import { MissingBook } from './missing-book.entity.ts';
import { sameName } from './text.ts';
import { foldTitle } from './title.ts';
import { wordsOf } from './words.ts';

/** A title, or the number of a missing book when there is no author. */
export type BookName = { title: string; author?: string | undefined };
/** A missing book, or one on the shelf with its title there. */
export type Known = { owned: string; bookId: number } | { gap: MissingBook };
export type FindKnown = (name: BookName) => Promise<Known | null>;

/** The book that is meant; null when nobody knows of it. */
export async function findKnown(
  em: EntityManager,
  { title, author }: BookName,
): Promise<Known | null> {
  const isNumber = author === undefined && /^\d{1,9}$/.test(title);
  const id = isNumber ? Number(title) : (await findTitled(em, 'missing_books', title, author))?.id;
  const gap = id === undefined ? null : await em.findOne(MissingBook, id);
  if (gap) return { gap };
  const owned = author ? await findTitled(em, 'books', title, author) : null;
  return owned && { owned: owned.title, bookId: owned.id };
}

/** The same for many books by title and author: what is known is read once. */
export async function indexKnown(em: EntityManager): Promise<FindKnown> {
  const gaps = await titlesOf(
    em,
    'select id, title, author_name as author from missing_books where replaces_book_id is null order by id',
  );
  const books = await titlesOf(
    em,
    `select id, title, author from books where status = 'active' order by id`,
  );
  return async ({ title, author }) => {
    const wanted = foldTitle(title);
    if (wanted === '') return null;
    const id = gaps.get(wanted)?.find((row) => isBy(row, author))?.id;
    const gap = id === undefined ? null : await em.findOne(MissingBook, id);
    if (gap) return { gap };
    const owned = author ? books.get(wanted)?.find((row) => isBy(row, author)) : undefined;
    return owned ? { owned: owned.title, bookId: owned.id } : null;
  };
}

async function titlesOf(em: EntityManager, select: string): Promise<Map<string, Titled[]>> {
  return Map.groupBy(await em.execute<Titled[]>(select), ({ title }) => foldTitle(title));
}

function isBy({ author: written }: Titled, author: string | undefined): boolean {
  return !author || written.split(', ').some((name) => sameName(name, author));
}

type Titled = { id: number; title: string; author: string };

/** The book of this title, under whatever accents and apostrophes it is stored; words narrow the rows that are compared. */
async function findTitled(
  em: EntityManager,
  table: 'books' | 'missing_books',
  title: string,
  author: string | undefined,
): Promise<Titled | null> {
  const wanted = foldTitle(title);
  if (wanted === '') return null;
  const patterns = narrowingWords(title, wanted).map((word) => `%${word}%`);
  const rows = await em.execute<Titled[]>(
    `select id, title, ${table === 'books' ? 'author' : 'author_name as author'} from ${table}
      where ${table === 'books' ? `status = 'active'` : 'true'}
        and regexp_replace(normalize(title, NFKD), '[\u0300-\u036f''’‘ʼ]', '', 'g') ilike any (array[?])
      order by id`,
    [patterns],
  );
  return rows.find((row) => foldTitle(row.title) === wanted && isBy(row, author)) ?? null;
}

/** Words of which a stored title has at least one, in the asked and in the folded spelling; "" when only numbers are left, which may be stored as words. */
function narrowingWords(title: string, folded: string): string[] {
  const words = folded.split(' ').filter((word) => !/\d/.test(word));
  if (words.length === 0) return [''];
  const spelled = [...new Set([...words, ...wordsOf(title)])].filter((word) => !/\d/.test(word));
  const long = spelled.filter((word) => word.length > 3);
  return long.length > 0 ? long : spelled;
}
