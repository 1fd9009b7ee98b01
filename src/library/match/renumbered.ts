import type { Evidence } from './evidence.ts';
import type { Side } from './sides.ts';
import { significantWords } from './title-words.ts';

/** So many words that the series does not have make a title that no other book of the series bears. */
const ownWords = 2;

/**
 * The same title of the same author at another number: series are counted by publication, by what
 * happens first, with or without prequels, so it may be the book. A broken number beside a whole one may
 * count a piece.
 */
export function isRenumbered(
  want: Side,
  got: Side,
  { author, title, place, lengths }: Evidence,
): boolean {
  if (place.relation !== 'other' || author !== 'same' || title !== 'same' || lengths === 'apart')
    return false;
  const names = [want, got].flatMap(({ places }) => places.listed.map(({ name }) => name ?? ''));
  const ofSeries = new Set(names.flatMap((name) => name.split(' ')));
  const own = significantWords(want.shape.wholes[0] ?? '').filter((word) => !ofSeries.has(word));
  return own.length >= ownWords && (isBroken(want) || !isBroken(got)) && !isTorn(got);
}

function isBroken({ places }: Side): boolean {
  return places.listed.some(({ position }) => position.from % 1 !== 0);
}

/** What the title says is not what the field says. */
function isTorn({ shape, places }: Side): boolean {
  return shape.volume !== null && places.listed.length > 0;
}
