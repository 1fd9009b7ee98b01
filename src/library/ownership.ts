import { writersOf } from './authors.ts';
import { isSpan, type Position, parsePosition, placesOf } from './position.ts';
import type { Omnibus, SeriesWork } from './series-works.ts';
import { sameName } from './text.ts';
import { foldTitle, titleForms } from './title.ts';

/** A book of the library with its place in the series that is looked at. */
export type OwnedBook = {
  id: number;
  title: string;
  authors: string[];
  asin: string | null;
  position: string | null;
};

/** Which works of a series are on the shelf. */
export type Ownership = {
  any: boolean;
  works: ReadonlySet<SeriesWork>;
  /** Books known by their title that have another number in the library, by that number. */
  claims: ReadonlyMap<number | null, OwnedBook>;
  /** An owned omnibus that contains the work. */
  coveredBy(work: SeriesWork): OwnedBook | undefined;
};

type Span = { span: Position; book: OwnedBook };

/** Places every owned book by its ASIN, else by its title, else by its number: libraries count some series differently. */
export function findOwnership(
  works: readonly SeriesWork[],
  omnibuses: readonly Omnibus[],
  owned: readonly OwnedBook[],
): Ownership {
  const books = owned.toSorted((a, b) => a.id - b.id);
  const spans = findSpans(omnibuses, books);
  const omnibusIds = new Set(spans.map(({ book }) => book.id));
  const byAsin = new Map(works.flatMap((work) => work.editions.map(({ asin }) => [asin, work])));
  const byPlace = new Map(works.map((work) => [work.place, work]));
  // Most books are known by their ASIN: the titles are read for the first that is not.
  let byTitle: ReturnType<typeof indexByTitle> | undefined;
  const found = new Set<SeriesWork>();
  const claims = new Map<number | null, OwnedBook>();
  for (const book of books.filter(({ id }) => !omnibusIds.has(id))) {
    const position = parsePosition(book.position);
    const place = position && position.part === undefined ? position.from : undefined;
    const certain = byAsin.get(book.asin ?? '');
    const titled = certain ? undefined : findByTitle((byTitle ??= indexByTitle(works)), book);
    const work = certain ?? titled ?? (place === undefined ? undefined : byPlace.get(place));
    if (work) found.add(work);
    if (titled && place !== undefined && titled.place !== place) claims.set(place, book);
  }
  const holders = indexByPlace(spans);
  const coveredBy = ({ place }: SeriesWork) => (place === null ? undefined : holders.get(place));
  return { any: found.size + spans.length > 0, works: found, claims, coveredBy };
}

function findSpans(omnibuses: readonly Omnibus[], owned: readonly OwnedBook[]): Span[] {
  const byAsin = new Map(omnibuses.map(({ entry, span }) => [entry.asin, span]));
  const byTitle = new Map(omnibuses.map(({ entry, span }) => [foldTitle(entry.title), span]));
  return owned.flatMap((book) => {
    const position = parsePosition(book.position);
    const known =
      byAsin.get(book.asin ?? '') ??
      (position || byTitle.size === 0 ? undefined : byTitle.get(foldTitle(book.title)));
    const span = known ?? position;
    return span && isSpan(span) ? [{ span, book }] : [];
  });
}

/** The first omnibus that holds a place. */
function indexByPlace(spans: readonly Span[]): Map<number, OwnedBook> {
  const holders = new Map<number, OwnedBook>();
  for (const { span, book } of spans) {
    for (const place of placesOf(span)) if (!holders.has(place)) holders.set(place, book);
  }
  return holders;
}

function indexByTitle(works: readonly SeriesWork[]): Map<string, Set<SeriesWork>> {
  const index = new Map<string, Set<SeriesWork>>();
  for (const work of works) {
    for (const title of work.editions.flatMap((entry) => titleForms(entry.title))) {
      index.set(title, (index.get(title) ?? new Set()).add(work));
    }
  }
  return index;
}

/** Undefined also when the title fits several works, as the plain name of a series does. */
function findByTitle(
  index: ReadonlyMap<string, ReadonlySet<SeriesWork>>,
  book: OwnedBook,
): SeriesWork | undefined {
  const writers = writersOf(book.authors);
  let only: SeriesWork | undefined;
  for (const title of titleForms(book.title)) {
    for (const work of index.get(title) ?? []) {
      if (work === only || !isBy(work, writers)) continue;
      if (only) return undefined;
      only = work;
    }
  }
  return only;
}

function isBy({ best }: SeriesWork, writers: readonly string[]): boolean {
  return writersOf(best.authors).some((author) => writers.some((name) => sameName(name, author)));
}
