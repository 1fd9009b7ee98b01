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
export function isRenumbered(want: Side, got: Side, evidence: Evidence): boolean {
  const { author, title, place, lengths } = evidence;
  if (place.relation !== 'other' || author !== 'same' || title !== 'same' || lengths === 'apart')
    return false;
  const least = lengths === 'alike' ? 1 : ownWords;
  const isNamed = wordsBesideSeries(want, got) >= least;
  return isNamed && (isBroken(want) || !isBroken(got)) && !isTorn(got);
}

/** As long as the catalogue's edition it is the book, unless volumes of one name are told apart by their numbers. */
export function isSurelyRenumbered(want: Side, got: Side, evidence: Evidence): boolean {
  const isPlain = [want, got].every((side) => !isBroken(side) && side.places.stated.length === 0);
  return isPlain && evidence.lengths === 'alike' && isRenumbered(want, got, evidence);
}

function wordsBesideSeries(want: Side, got: Side): number {
  const names = [want, got].flatMap(({ places }) => places.listed.map(({ name }) => name ?? ''));
  const ofSeries = new Set(names.flatMap((name) => name.split(' ')));
  return significantWords(want.shape.wholes[0] ?? '').filter((word) => !ofSeries.has(word)).length;
}

function isBroken({ places }: Side): boolean {
  return places.listed.some(({ position }) => position.from % 1 !== 0);
}

/** What the title says is not what the field says. */
function isTorn({ shape, places }: Side): boolean {
  return shape.volume !== null && places.listed.length > 0;
}
