import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { findBooks } from '../library/find-books.ts';
import { findMissing } from '../library/find-missing.ts';
import type { WorkKey } from '../library/match.ts';
import { namesIn, wantedWork } from '../library/wanted-work.ts';
import type { ListOptions } from './filter.ts';
import { lookUp, type LookUpServices, type ReleaseList } from './look-up.ts';

export type BookReleases = ReleaseList & {
  title: string;
  /** The number of the missing book; null for one that is owned. */
  missing: number | null;
};

/** Every release of one book, missing or owned, by its number or words of its title. */
export async function releasesOf(
  em: EntityManager,
  services: LookUpServices,
  { book, owned, ...options }: ListOptions & { book: string; owned: boolean },
  now: Date,
): Promise<BookReleases> {
  const { work, missing } = owned ? await ownedWork(em, book) : await missingWork(em, book);
  const { title } = work;
  const list = await lookUp(em, services, { asked: work, work, isOneBook: true, options, now });
  return { ...list, title, missing };
}

async function missingWork(em: EntityManager, text: string) {
  const missing = await findMissing(em, text);
  return { work: await wantedWork(em, missing), missing: missing.id };
}

async function ownedWork(em: EntityManager, text: string) {
  const { rows, total } = await findBooks(em, { text, limit: 5, offset: 0 });
  const [book] = rows;
  if (!book) {
    throw new UserError(
      'not_found',
      `No book of yours is called "${text.slice(0, 60)}".`,
      'Type "book" with some words of its title for the numbers.',
    );
  }
  if (total > 1) {
    const named = rows.map(({ id, title }) => `${id} ${title}`).join(', ');
    const message = `Several of your books match: ${named}${total > rows.length ? ', …' : ''}.`;
    throw new UserError('conflict', message, 'Say the number of the one you mean.');
  }
  const series = book.series ? [{ name: book.series, position: book.series_number }] : [];
  const work: WorkKey = { title: book.title, authors: namesIn(book.author), series };
  return { work, missing: null };
}
