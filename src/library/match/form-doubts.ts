import { foldSeries } from '../text.ts';
import { plain } from '../words.ts';
import type { Evidence } from './evidence.ts';
import type { Side } from './sides.ts';

const shortForm =
  /\bshort stor(?:y|ies)\b|(?<!\b(?:two|three|four|five|six) )\bnovellas?\b|\bnovelettes?\b|\b(?:christmas|holiday|bonus) story\b|: a short\W*$/;

/** One of them calls itself a short text, or the first piece of a later book, and nothing else says that it is this one. */
export function doubtAboutForm(want: Side, got: Side, evidence: Evidence): string | null {
  const [left, right] = [want, got].map(({ work }) => shortForm.test(plain(work.title)));
  const isBetween = want.places.listed.some(({ position }) => position.from % 1 !== 0);
  const isKnown = evidence.isSamePlace || evidence.isSameAsin || evidence.lengths === 'alike';
  if (left !== right && !isBetween && !isKnown) return 'one of them is a short text';
  if (!isKnown && evidence.title === 'same' && isFirstOfNothing(want, got))
    return 'it may be a piece of the book';
  if (isOfItself(want, got)) return 'it may be a piece of the book';
  return isOddOne(want, got) ? 'it may be a piece of the book' : null;
}

/** "The Wealth of Nations, Book 1" of the series "Wealth of Nations", for a book of no series. */
function isOfItself(want: Side, got: Side): boolean {
  const isStated = got.places.stated.some(
    ({ position, isAside }) => position.from === 1 && !isAside,
  );
  const title = foldSeries(want.work.title);
  return (
    want.work.series.length === 0 &&
    isStated &&
    got.work.series.some(({ name }) => foldSeries(name) === title)
  );
}

/** "Anna Karenina, Book 1" where nothing tells of a series. */
function isFirstOfNothing(want: Side, got: Side): boolean {
  const sides = [want, got];
  const volumes = sides.map(({ shape }) => shape.volume);
  const isAlone = sides.every(({ shape, places, work }) => {
    return (
      places.listed.length + shape.names.length + work.series.length === 0 &&
      shape.parts.length === 1
    );
  });
  return isAlone && volumes.includes(1) && volumes.includes(null);
}

/** "The Salt Road 1" at the second place. */
function isOddOne(want: Side, got: Side): boolean {
  const isLater =
    got.places.listed.length > 0 && got.places.listed.every(({ position }) => position.from !== 1);
  return isLater && got.shape.endsInOne && !want.shape.endsInOne;
}
