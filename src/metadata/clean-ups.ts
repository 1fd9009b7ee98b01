import { foldName, sameName } from '../library/person.ts';
import { foldSeries } from '../library/text.ts';
import type { SeriesPlace } from './facts.ts';
import type { Change } from './plan-changes.ts';

/** What the spelling of a book is judged by. */
export type Spelled = {
  title: string;
  authors: readonly string[];
  narrators: readonly string[];
  series: readonly SeriesPlace[];
};

/** The spelling most books have, by the folded name. */
export type Spellings = {
  authors: ReadonlyMap<string, string>;
  series: ReadonlyMap<string, string>;
};

const source = 'clean-up';
const wholeTail = /\s*(?:[([{]\s*|[-–:]\s+)(?:unabridged(?: audiobook)?|audiobook)\s*[)\]}]?\s*$/i;
const readerTails = [
  /\s*[([{]\s*(?:read|narrated|performed) by ([^()[\]{}]+?)\s*[)\]}]\s*$/i,
  /\s+[-–]\s+(?:read|narrated|performed) by ([^()[\]{}]+?)\s*$/i,
  /\s*\{([^{}]+)\}\s*$/,
];

/** Which spelling of each author and series most books have. */
export function commonSpellings(books: readonly Spelled[]): Spellings {
  const authors = books.flatMap((book) =>
    book.authors.map((name): [string, string] => [foldName(name), name]),
  );
  const series = books.flatMap((book) =>
    book.series.map(({ name }): [string, string] => [seriesKey(name, book.authors), name]),
  );
  return { authors: mostCommon(authors), series: mostCommon(series) };
}

/** What to tidy up of one book: tails of the title, and spellings that few books have. */
export function cleanUps(book: Spelled, spellings: Spellings): Change[] {
  const title = tidyTitle(book);
  const authors = [
    ...new Set(book.authors.map((name) => spellings.authors.get(foldName(name)) ?? name)),
  ];
  const series = book.series.map((place) => {
    const name = spellings.series.get(seriesKey(place.name, book.authors)) ?? place.name;
    return { ...place, name };
  });
  const isRespelled = series.some(({ name }, index) => name !== book.series[index]?.name);
  return [
    ...(title === book.title ? [] : [changeOf('title', book.title, title)]),
    ...(authors.join('\n') === book.authors.join('\n')
      ? []
      : [changeOf('authors', book.authors, authors)]),
    ...(isRespelled ? [changeOf('series', book.series, series)] : []),
  ];
}

/** Without "(Unabridged)", and without the narrator when the narrator is known as such. */
function tidyTitle({ title, narrators }: Spelled): string {
  let text = title.replace(wholeTail, '');
  for (const tail of readerTails) {
    const names = tail.exec(text)?.[1]?.split(/,| & | and /) ?? [];
    const isKnown = names.every((name) => narrators.some((reader) => sameName(reader, name)));
    if (names.length > 0 && isKnown) text = text.replace(tail, '');
  }
  return text.trim() === '' ? title : text;
}

function mostCommon(spelled: readonly (readonly [string, string])[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const [folded, name] of spelled) {
    if (folded === '') continue;
    const names = counts.get(folded) ?? new Map<string, number>();
    counts.set(folded, names.set(name, (names.get(name) ?? 0) + 1));
  }
  return new Map([...counts].map(([folded, names]) => [folded, bestOf(names)]));
}

/** Of two that are equally common the longer one, which keeps points and accents. */
function bestOf(names: ReadonlyMap<string, number>): string {
  const [best] = [...names].toSorted(
    ([left, a], [right, b]) => b - a || right.length - left.length || (left < right ? -1 : 1),
  );
  return best?.[0] ?? '';
}

/** Two authors may each have a series of the same name. */
function seriesKey(name: string, authors: readonly string[]): string {
  const folded = foldSeries(name);
  return folded === '' ? '' : `${folded}\n${foldName(authors[0] ?? '')}`;
}

function changeOf(field: Change['field'], before: unknown, after: unknown): Change {
  return { field, before, after, source };
}
