import { writersOf } from '../authors.ts';
import { namesHouse } from '../remarks.ts';
import { foldSeries, foldWords } from '../text.ts';
import { partsOf } from '../title-parts.ts';
import { peopleNamed } from '../title-people.ts';
import { isPiece } from '../volumes.ts';
import { wordsOf } from '../words.ts';
import {
  isKnownAround,
  isNameLike,
  isOfSeries,
  isPlace,
  isReader,
  isRemark,
  type Surroundings,
} from './around-title.ts';
import type { Side } from './sides.ts';
import { isAlone, isExplained } from './subtitles.ts';
import { shareForm, stems } from './title-words.ts';

const numberBefore = /^(?:(.+?) )?0*(\d{1,3}) (.+)$/;
/** "The Ember Files", "Salt, Third Edition" */
const anotherText = /^files$|\b(?:first|second|third|\w+th) edition$/;
/** "(Unabridged) Allan Corduner", "Das Parfum. Die Geschichte eines Mörders": marks that are rarely ones. */
const rareMark = /([)\]]|(?<=\p{L}{4})[.!?])\s+(?=[\p{L}\d])/gu;

/**
 * Whether a title is the wanted one with nothing but persons, series, fitting numbers and remarks around
 * it, in whatever order: "Reacher 10 The Hard Way", "Hilary Mantel - Thomas Cromwell 1 - Wolf Hall".
 */
export function isHeldWithin(want: Side, got: Side): boolean {
  const around = surroundingsOf(want, got);
  const isOtherwiseCounted = want.places.stated.some(
    ({ position }) => !around.numbers.has(position.from),
  );
  if (isOtherwiseCounted || isLaterOfNothing(want, got)) return false;
  const { outside, inside } = partsOf(got.work.title.replace(rareMark, '$1 - '));
  const remarks = inside.flatMap((text) => text.split(/\s*[,;&]\s*/)).filter((text) => text !== '');
  const parts = outside.filter((part) => foldWords(part) !== '');
  if ([...parts, ...inside].some(isPiece)) return false;
  const isOfItsName = isNameOfSeries(want, got);
  // "Ember (Sons of Salt)" is a later book of Ember as likely as it is Ember.
  if (!remarks.every((part) => isKnownAround(part, around) || isRemark(part, !isOfItsName)))
    return false;
  return partsBeside(parts, around).some((others) => {
    const isAllKnown = areKnown(want, others, remarks, around);
    return isAllKnown && (!isOfItsName || isCounted([want, got], [...others, ...remarks], around));
  });
}

/** "Collapse: Guns, Germs and Steel, vol. 2" for a book of no series. */
function isLaterOfNothing(want: Side, got: Side): boolean {
  const isLater = got.places.stated.some(
    ({ name, position, isVolume }) => name === null && isVolume === true && position.from > 1,
  );
  return isLater && want.places.listed.length + want.places.stated.length === 0;
}

function areKnown(
  want: Side,
  others: readonly string[],
  remarks: readonly string[],
  around: Surroundings,
): boolean {
  // Beside the right number unknown names are those of the series: "Forgotten Realms - Dark Elf 02 - Exile".
  const isPlaced = want.places.listed.length > 0 && others.some((part) => isPlace(part, around));
  const isKnown = (part: string) => isKnownAround(part, around) || (isPlaced && isNameLike(part));
  return others.every((part) => isKnown(part) || isReader(part, around, remarks));
}

function surroundingsOf(want: Side, got: Side): Surroundings {
  const series = [want, got].flatMap(({ work }) => work.series.map(({ name }) => name));
  const people = [want, got].flatMap(({ work }) => [
    ...writersOf(work.authors),
    ...(work.narrators ?? []),
  ]);
  const areAlone = isAlone(want) && isAlone(got);
  const [head] = want.shape.parts;
  const isHead = head !== undefined && areAlone && isExplained(want);
  const own = want.places.listed.map(({ position }) => position.from);
  const others = got.places.listed.map(({ position }) => position.from);
  return {
    whole: [
      ...(want.shape.wholes.length > 0 ? want.shape.wholes : [foldWords(want.work.title)]),
      ...(isHead ? [head.folded] : []),
    ],
    people: peopleNamed(people),
    seriesWords: new Set(series.flatMap((name) => stems(foldWords(name)))),
    acronyms: new Set(series.map((name) => foldWords(name).replace(/(\S)\S*\s*/g, '$1'))),
    numbers: new Set(own.length > 0 ? own : others),
    // "Einstein" with two subtitles can be two books.
    areAlone: areAlone && (!isHead || head.folded.includes(' ')),
  };
}

/** The parts around each one, or run of neighbours, that is the title. */
function partsBeside(parts: readonly string[], around: Surroundings): string[][] {
  const starts = [...parts.keys()];
  return starts.flatMap((start) =>
    starts.slice(start).flatMap((last) => {
      const run = parts.slice(start, last + 1).join(' ');
      return isTitle(run, around) ? [[...parts.slice(0, start), ...parts.slice(last + 1)]] : [];
    }),
  );
}

/** The title alone, behind a place in the series, or before its publisher. */
function isTitle(part: string, around: Surroundings): boolean {
  const folded = withoutAuthor(foldWords(part), around);
  if (shareForm([folded], around.whole)) return true;
  const [, name = '', number, rest = ''] = numberBefore.exec(folded) ?? [];
  if (number !== undefined && shareForm([rest], around.whole)) {
    return around.numbers.has(Number(number)) && (name === '' || isOfSeries(name, around));
  }
  return around.whole.some((whole) => {
    const isBefore = whole !== '' && folded.startsWith(`${whole} `) && !/\d$/.test(folded);
    const behind = folded.slice(whole.length + 1);
    return isBefore && !anotherText.test(behind) && namesHouse(behind);
  });
}

function isNameOfSeries(want: Side, got: Side): boolean {
  const names = [want, got].flatMap(({ work }) => work.series.map(({ name }) => foldSeries(name)));
  return names.includes(foldSeries(want.work.title));
}

/** "Dorothy L Sayers Clouds of Witness", "T. S. Eliot reads The Waste Land" */
function withoutAuthor(folded: string, { people }: Surroundings): string {
  const names = people.map(({ plain }) => wordsOf(plain).join(' '));
  const author = names.find((name) => name.includes(' ') && folded.startsWith(`${name} `));
  return author === undefined ? folded : folded.slice(author.length + 1).replace(/^reads /, '');
}

/** A book by the name of its series is told apart by its number, or is the first where nothing but the title is named. */
function isCounted(
  [want, got]: [Side, Side],
  others: readonly string[],
  around: Surroundings,
): boolean {
  const own = want.places.listed;
  const listed = own.length > 0 ? own : got.places.listed;
  const isPlaced = others.some((part) => isPlace(part, around));
  if (isPlaced || listed.length === 0) return isPlaced && own.length > 0;
  const isFirst = listed.every(({ position }) => position.from === 1 && position.to === 1);
  return isFirst && !others.some((part) => isOfSeries(foldWords(part), around));
}
