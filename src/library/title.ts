import { isSpan } from './position.ts';
import { bracketed, readTitle, type TitleSeries } from './read-title.ts';
import { foldSeries, foldWords } from './text.ts';

/** What is left of "The Good Guys: Book One" without its series is no title. */
const onlyNumber = /^(?:(?:book|bk|volume|vol|number|no|part|season|episode) )?\d+$/;
const pieceOfBook = /\b(?:parts?|pt|discs?|episodes?|seasons?) \d/;

/** The title for comparison: no noise, and the number of a volume that is named by its number alone. */
export function foldTitle(title: string): string {
  const { segments, series } = readTitle(title);
  const folded = foldWords(segments.join(' '));
  const number = series && volumeNumber(series, folded);
  return number === null || ` ${folded}`.endsWith(` ${number}`) ? folded : `${folded} ${number}`;
}

/**
 * Ways to write one title. `whole` names the work; `head` is what stands before a subtitle and may
 * also fit another work ("Dune" and "Dune: House Atreides").
 */
export function titleForms(
  title: string,
  seriesNames: readonly string[] = [],
): { whole: string[]; head: string | null } {
  const full = foldTitle(title);
  if (full === '') return { whole: [], head: null };
  const known = new Set(seriesNames.map(foldSeries));
  const isSeries = (text: string) => known.has(foldSeries(foldWords(text).replace(/ \d+$/, '')));
  const { segments } = readTitle(
    title.replace(bracketed, (whole, content: string) => (isSeries(content) ? ' ' : whole)),
  );
  const [first = '', ...rest] = segments;
  const named = foldWords(segments.filter((segment) => !isSeries(segment)).join(' '));
  const firstVolume = /^(.+?(?<! (?:part|season|episode|disc))) 1$/.exec(full)?.[1] ?? '';
  const whole = [full, onlyNumber.test(named) ? '' : named, firstVolume];
  const hasHead =
    rest.length > 0 && !isSeries(first) && !pieceOfBook.test(foldWords(rest.join(' ')));
  const head = hasHead ? foldWords(first) : '';
  return {
    whole: [...new Set(whole)].filter((form) => form !== ''),
    head: head.length > 2 && !whole.includes(head) ? head : null,
  };
}

/** Series and place written into a title: "(The Darkwar Saga #3)", ": Book Two of …", ", Book 3". */
export function titleSeries(title: string): TitleSeries | null {
  return readTitle(title).series;
}

/** "Fostering Faust (Fostering Faust, #2)": here the number is the only difference between two books. */
function volumeNumber({ name, position }: TitleSeries, folded: string): number | null {
  if (isSpan(position) || position.from === 1) return null;
  return name === null || foldSeries(name) === foldSeries(folded) ? position.from : null;
}
