import { writersOf } from '../authors.ts';
import { namesHouse } from '../remarks.ts';
import { foldSeries, foldWords } from '../text.ts';
import { partsOf } from '../title-parts.ts';
import { peopleNamed } from '../title-people.ts';
import { isPiece } from '../volumes.ts';
import {
  isKnownAround,
  isOfSeries,
  isPlace,
  isReader,
  isRemark,
  stems,
  type Surroundings,
} from './around-title.ts';
import type { Side } from './sides.ts';
import { isAlone, isExplained } from './subtitles.ts';
import { shareForm } from './title-words.ts';

const numberBefore = /^(.+?) 0*(\d{1,3}) (.+)$/;
/** "(Unabridged) Allan Corduner", "Das Parfum. Die Geschichte eines Mörders": marks that are rarely ones. */
const rareMark = /([)\]]|(?<=\p{L}{4})[.!?])\s+(?=[\p{L}\d])/gu;

/**
 * Whether a title is the wanted one with nothing but persons, series, fitting numbers and remarks around
 * it, in whatever order: "Reacher 10 The Hard Way", "Hilary Mantel - Thomas Cromwell 1 - Wolf Hall".
 */
export function isHeldWithin(want: Side, got: Side): boolean {
  const around = surroundingsOf(want, got);
  const { outside, inside } = partsOf(got.work.title.replace(rareMark, '$1 - '));
  const remarks = inside.flatMap((text) => text.split(/\s*[,;&]\s*/)).filter((text) => text !== '');
  const parts = outside.filter((part) => foldWords(part) !== '');
  const others = partsBeside(parts, around);
  if (others === null || [...parts, ...inside].some(isPiece)) return false;
  const isAllKnown =
    others.every((part) => isKnownAround(part, around) || isReader(part, around, remarks)) &&
    remarks.every((part) => isKnownAround(part, around) || isRemark(part));
  return (
    isAllKnown && (!isNameOfSeries(want, got) || isCounted(want, [...others, ...remarks], around))
  );
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

/** The parts around the one, or the neighbours, that are the title; null when there is none. */
function partsBeside(parts: readonly string[], around: Surroundings): string[] | null {
  for (let size = 1; size <= parts.length; size += 1) {
    for (let start = 0; start + size <= parts.length; start += 1) {
      const run = parts.slice(start, start + size).join(' ');
      if (isTitle(run, around)) return [...parts.slice(0, start), ...parts.slice(start + size)];
    }
  }
  return null;
}

/** The title alone, behind a place in the series, or before its publisher. */
function isTitle(part: string, around: Surroundings): boolean {
  const folded = foldWords(part);
  if (shareForm([folded], around.whole)) return true;
  const [, name = '', number, rest = ''] = numberBefore.exec(folded) ?? [];
  if (number !== undefined && shareForm([rest], around.whole)) {
    return around.numbers.has(Number(number)) && isOfSeries(name, around);
  }
  return around.whole.some((whole) => {
    const isBefore = whole !== '' && folded.startsWith(`${whole} `) && !/\d$/.test(folded);
    const behind = folded.slice(whole.length + 1);
    return isBefore && behind !== 'files' && namesHouse(behind);
  });
}

function isNameOfSeries(want: Side, got: Side): boolean {
  const names = [want, got].flatMap(({ work }) => work.series.map(({ name }) => foldSeries(name)));
  return names.includes(foldSeries(want.work.title));
}

/** A book by the name of its series is told apart by its number, or is the first where nothing but the title is named. */
function isCounted(want: Side, others: readonly string[], around: Surroundings): boolean {
  const { listed } = want.places;
  if (listed.length === 0) return false;
  if (others.some((part) => isPlace(part, around))) return true;
  const isFirst = listed.every(({ position }) => position.from === 1 && position.to === 1);
  return isFirst && !others.some((part) => isOfSeries(foldWords(part), around));
}
