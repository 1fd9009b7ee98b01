import { isExplanation } from '../labels.ts';
import { fitsLost } from '../broken-letters.ts';
import { areOneBook } from '../other-titles.ts';
import { foldWords } from '../text.ts';
import { isMistyped } from '../typo.ts';
import { plain } from '../words.ts';
import { areMistyped, type AuthorRelation, compareAuthors } from '../authors.ts';
import { isHeldWithin } from './held-within.ts';
import { compareLengths } from './lengths.ts';
import { comparePlaces, type PlaceComparison } from './places.ts';
import { compareSeriesTitle } from './series-title.ts';
import type { Side } from './sides.ts';
import { isMuchAlike } from './alike.ts';
import { shareForm } from './title-words.ts';
import { compareTitles, type TitleRelation } from './titles.ts';
import { isSameAsin } from './work.ts';

/** All that the facts of two works say about each other. */
export type Evidence = {
  author: AuthorRelation;
  place: PlaceComparison;
  /** Both name the same series and give the same number. */
  isSamePlace: boolean;
  title: TitleRelation;
  lengths: ReturnType<typeof compareLengths>;
  isSameAsin: boolean;
};

export function gatherEvidence(want: Side, got: Side): Evidence {
  const place = comparePlaces(want.places, got.places);
  const isSamePlace = place.relation === 'same' && place.isNamed;
  return {
    author: compareBylines(want, got, isSamePlace),
    place,
    isSamePlace,
    title: relateWhole(want, got, isSamePlace),
    lengths: compareLengths(want.work, got.work),
    isSameAsin: isSameAsin(want.work, got.work),
  };
}

/**
 * Where the field names the reader the title may name the author: "Anna Ward - Ember 01 - The Salt Road". Without
 * a place "Plato's Republic" is a book about it.
 */
function compareBylines(want: Side, got: Side, isSamePlace: boolean): AuthorRelation {
  const relation = compareAuthors(bylineOf(want), bylineOf(got));
  if (relation !== 'other' || !isSamePlace) return relation;
  const isNamed =
    areMistyped(want.work, got.work) ||
    compareAuthors(want.work, { authors: got.named }) === 'same' ||
    compareAuthors({ authors: want.named }, got.work) === 'same';
  return isNamed ? 'near' : relation;
}

/** A title may name the author where the field is empty. */
function bylineOf({ work, authors }: Side) {
  return { ...work, authors };
}

function relateWhole(want: Side, got: Side, isSamePlace: boolean): TitleRelation {
  const relation = relateTitles(want, got, isSamePlace);
  const isOpen = ['other', 'extended', 'series'].includes(relation);
  return isOpen && (isHeldWithin(want, got) || isHeldWithin(got, want)) ? 'same' : relation;
}

function relateTitles(want: Side, got: Side, isSamePlace: boolean): TitleRelation {
  const shapes = [want.shape, got.shape];
  if (shapes.some(({ parts, names }) => parts.length + names.length === 0)) return 'other';
  if (want.shape.isPiece !== got.shape.isPiece) return 'other';
  const isWhollySame = shareForm([want.shape.full], [got.shape.full]) || isLossy(want, got);
  const isBare = shapes.some(({ parts }) => parts.length === 0);
  const areBare = shapes.every(({ parts }) => parts.length === 0);
  if (isWhollySame && (isSamePlace || !areBare)) return 'same';
  if (isBare && areOneBook(waysOf(want), waysOf(got))) return 'same';
  if (isBare) return compareBare(want, got, isSamePlace);
  const relation = compareTitles(want.shape, got.shape);
  if (joins(want, got, / (?:&|\+) /)) return 'other';
  const isOpen = relation === 'other' || relation === 'extended' || relation === 'slip';
  if (isOpen && areOneBook(waysOf(want), waysOf(got))) return 'same';
  // At the same place a title that is much alike is the same one.
  const isAlike = isMuchAlike(want, got) || isMistyped(want.shape.full, got.shape.full);
  const isMore = joins(want, got, / and |, /) || joins(got, want, / and |, /);
  return relation === 'other' && isSamePlace && isAlike && !isMore ? 'slip' : relation;
}

/** "All Systems Red & Artificial Condition" beside "All Systems Red". */
function joins(one: Side, both: Side, by: RegExp): boolean {
  const pieces = both.shape.parts.map(({ text }) => text.split(by).map(foldWords));
  const own = one.shape.parts[0]?.folded ?? '';
  return pieces.some((titles) => titles.length > 1 && titles.includes(own));
}

function waysOf({ shape: { wholes, shorts, full, parts } }: Side): string[] {
  const [first = '', ...others] = parts.map(({ folded }) => folded);
  // "Murder in the Calais Coach (Murder on the Orient Express)" names one book twice.
  const isTwice = others.length > 0 && others.every((other) => areOneBook([first], [other]));
  const isHead = isTwice || parts.slice(1).every(({ text }) => isExplanation(text));
  return [...wholes, ...shorts, full, ...(isHead ? [first] : [])];
}

/** One of the titles has lost letters. */
function isLossy(want: Side, got: Side): boolean {
  const [a, b] = [plain(want.work.title), plain(got.work.title)];
  return fitsLost(a, b) || fitsLost(b, a);
}

function compareBare(want: Side, got: Side, isSamePlace: boolean): TitleRelation {
  if (want.shape.parts.length === 0) return compareSeriesTitle(want, got, isSamePlace);
  return compareSeriesTitle(got, want, isSamePlace);
}
