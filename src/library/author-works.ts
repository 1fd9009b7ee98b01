import type { AuthorEntry } from './author-entry.ts';
import { sameWork, type WorkKey } from './match.ts';
import { isSpan, parsePosition, placesOf } from './position.ts';
import { groupWorks, type SeriesEntry } from './series-works.ts';
import { foldSeries } from './text.ts';
import { titleForms } from './title.ts';

/** A book of the library by the author, with every series it stands in. */
export type OwnedByAuthor = WorkKey & { id: number; asin: string | null };

/** One work of an author with all its editions, the best one first. */
export type AuthorWork = { best: AuthorEntry; editions: AuthorEntry[]; doubt: string | null };

/** Finds a book by its ASIN, one of its titles or its place in a series. */
export type WorkIndex<T> = { find: (entry: AuthorEntry) => T | undefined };

/** The editions of one title are one work. */
export function groupByTitle(
  entries: readonly AuthorEntry[],
  preference: { languages: readonly string[]; today: string },
): AuthorWork[] {
  const known = new Map(entries.map((entry) => [entry.asin, entry]));
  const untitled = entries.map((entry) => ({ ...entry, position: '' }));
  const original = ({ asin }: SeriesEntry) => known.get(asin) ?? [];
  return groupWorks(untitled, preference).works.flatMap(({ editions, doubt }) => {
    const own = editions.flatMap(original);
    const [best] = own;
    return best ? [{ best, editions: own, doubt }] : [];
  });
}

/** What is on the shelf: also inside an omnibus, and under another title at the same place of a series. */
export function indexOwned(
  owned: readonly OwnedByAuthor[],
  coversOmnibus: boolean,
): WorkIndex<OwnedByAuthor> {
  return createIndex(owned, ({ series }) =>
    series.flatMap(({ name, position }) => {
      const place = parsePosition(position);
      if (!place || place.part !== undefined || (isSpan(place) && !coversOmnibus)) return [];
      return placesOf(place).map((number) => placeKey(name, number));
    }),
  );
}

/** What the lists of the library's series hold: there it is judged with its neighbours. */
export function indexListed<T extends Listed>(listed: readonly T[]): WorkIndex<T> {
  return createIndex(listed, () => []);
}

type Listed = { title: string; asin: string | null };

/** The book a work is on the shelf as, under whatever title and number; `unsure` names one it may be. */
export function findOnShelf(
  { best, editions }: AuthorWork,
  shelf: WorkIndex<OwnedByAuthor>,
  owned: readonly OwnedByAuthor[],
  coversOmnibus: boolean,
): { book: OwnedByAuthor | undefined; unsure: string | null } {
  const known = editions.map((entry) => shelf.find(entry)).find((book) => book !== undefined);
  if (known) return { book: known, unsure: null };
  const work = toWorkKey(best);
  const matches = owned.map((book) => ({ book, match: sameWork(work, book) }));
  const same = matches.find(({ match }) => match.same || (coversOmnibus && match.covers));
  const perhaps = matches.find(({ match }) => match.unsure);
  return { book: same?.book, unsure: perhaps ? `perhaps the owned "${perhaps.book.title}"` : null };
}

function toWorkKey(entry: AuthorEntry): WorkKey {
  const { title, authors, narrators, asin, seriesName, position, runtimeMinutes } = entry;
  const series = seriesName === null ? [] : [{ name: seriesName, position: position || null }];
  const durationSeconds = runtimeMinutes === null ? null : runtimeMinutes * 60;
  return { title, authors, narrators, asin, series, durationSeconds };
}

function createIndex<T extends Listed>(
  books: readonly T[],
  placesIn: (book: T) => readonly string[],
): WorkIndex<T> {
  const index = new Map<string, T>();
  for (const book of books) {
    const keys = [...keysOf(book), ...placesIn(book)];
    for (const key of keys) if (!index.has(key)) index.set(key, book);
  }
  return {
    find(entry) {
      const { seriesName, position } = entry;
      const place = parsePosition(position);
      const isPlaced = place && !isSpan(place) && place.part === undefined && seriesName !== null;
      const keys = [...keysOf(entry), ...(isPlaced ? [placeKey(seriesName, place.from)] : [])];
      return keys.map((key) => index.get(key)).find((book) => book !== undefined);
    },
  };
}

function keysOf({ asin, title }: Listed): string[] {
  const titles = titleForms(title).map((form) => `title ${form}`);
  return asin === null || asin === '' ? titles : [`asin ${asin}`, ...titles];
}

function placeKey(series: string, place: number): string {
  return `place ${foldSeries(series)}#${place}`;
}
