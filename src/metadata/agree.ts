import { compareAuthors } from '../library/authors.ts';
import { languageCode } from '../library/language.ts';
import { compareTitles, shapeOf } from '../library/match/titles.ts';
import { parsePosition, samePosition } from '../library/position.ts';
import { readTitle } from '../library/read-title.ts';
import { foldSeries, foldWords } from '../library/text.ts';
import type { BookFacts, FieldName, SeriesPlace } from './facts.ts';
import { isSameIsbn } from './isbn.ts';
import { compareReaders } from './narrators.ts';
import type { Around } from './readers.ts';

export type ValueOf<Field extends FieldName> = NonNullable<BookFacts[Field]>;

/** Announcements at the ends make two lengths of one recording differ by less than this. */
const lengthTolerance = 0.01;

const sameWords = (a: string, b: string) => foldWords(a) === foldWords(b);

/** Whether two sources say the same of a field; a spelling or a missing detail is no difference. */
export const agree: {
  [Field in FieldName]: (a: ValueOf<Field>, b: ValueOf<Field>, around: Around) => boolean;
} = {
  title: sameTitle,
  subtitle: sameWords,
  // Where only a publisher is named nobody is compared as a writer.
  authors: (a, b) =>
    sameList(a, b) || ['same', 'near'].includes(compareAuthors({ authors: a }, { authors: b })),
  narrators: (a, b, around) => ['same', 'within'].includes(compareReaders(a, b, around)),
  series: samePlaces,
  publishedYear: (a, b) => a === b,
  publisher: sameWords,
  description: sameWords,
  genres: sameList,
  language: (a, b) => (languageCode(a) ?? foldWords(a)) === (languageCode(b) ?? foldWords(b)),
  isbn: (a, b) => isSameIsbn(a, b) || a === b,
  asin: (a, b) => a.trim().toUpperCase() === b.trim().toUpperCase(),
  isAbridged: (a, b) => a === b,
  durationMinutes: (a, b) => Math.abs(a - b) <= lengthTolerance * Math.max(a, b),
  coverUrl: (a, b) => a === b,
  chapters: (a, b) => a.length === b.length,
};

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.map(foldWords).toSorted().join() === b.map(foldWords).toSorted().join();
}

function sameTitle(a: string, b: string): boolean {
  const [left = '', right = ''] = [a, b].toSorted();
  const relation = compareTitles(shapeOf(readTitle(left), left), shapeOf(readTitle(right), right));
  return ['same', 'explained', 'slip'].includes(relation);
}

/** A shared series, and in each series they share a place in common. */
function samePlaces(a: readonly SeriesPlace[], b: readonly SeriesPlace[]): boolean {
  const shared = a.flatMap((one) => {
    const places = b.filter((other) => foldSeries(other.name) === foldSeries(one.name));
    return places.length > 0 ? [{ name: foldSeries(one.name), one, places }] : [];
  });
  const met = shared.filter(({ one, places }) =>
    places.some((other) => sameSequence(one.sequence, other.sequence)),
  );
  return shared.length > 0 && new Set(met.map(nameOf)).size === new Set(shared.map(nameOf)).size;
}

function nameOf({ name }: { name: string }): string {
  return name;
}

function sameSequence(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return true;
  const [left, right] = [parsePosition(a), parsePosition(b)];
  return left && right ? samePosition(left, right) : a.trim() === b.trim();
}
