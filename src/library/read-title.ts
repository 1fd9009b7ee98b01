import { isGenericSubtitle, isLabel } from './labels.ts';
import { knownSeriesIn } from './known-series.ts';
import { isEditionRemark, isReworking, namesHouse } from './remarks.ts';
import { foldWords } from './text.ts';
import { otherNames } from './title-aliases.ts';
import { cutByKnown, withNumbers } from './title-cuts.ts';
import { partsOf } from './title-parts.ts';
import { isPerson, isSurname, type Person } from './title-people.ts';
import {
  asVolume,
  emptyReading,
  isYearBefore,
  note,
  type TitlePart,
  type TitleReading,
  withNamedPlaces,
  withoutGenericName,
  year,
} from './title-reading.ts';
import {
  isPiece,
  readNamedNumber,
  readNamedVolume,
  readVolume,
  readVolumeOfSeries,
  type TitleSeries,
} from './volumes.ts';
import { plain } from './words.ts';

export type { TitlePart, TitleReading } from './title-reading.ts';
export type { TitleSeries } from './volumes.ts';

/** Names by which the parts of a title are recognised: folded series names, and persons. */
export type Known = {
  series: ReadonlySet<string>;
  people: readonly Person[];
  /** Places of both works in their series. */
  numbers: ReadonlySet<number>;
};

const nothingKnown: Known = { series: new Set(), people: [], numbers: new Set() };

/** Nothing but an article. */
const saysNothing = /^[^\p{L}\p{N}\p{M}]*(?:(?:the|an?)[^\p{L}\p{N}\p{M}]*)?$/u;
const alias =
  /^(?:aka|a\.k\.a\.?|also (?:known|published) as|originally:|(?:originally|previously|first)? ?(?:published|released|titled)(?: in the u[sk])?(?: as)?|u[sk](?: title)?:|u[sk] (?:title|edition of))\s+(.+)$/;
const credit =
  /^(?:(?:(?:(?:ghost-?)?written|read|narr?(?:ated|\.)?|performed|edited|translated|adapted|introduced|foreword|introduction|spoken) )by|gelesen von|lue? par|lett[oa] da|(?:leido|narrado) por|voorgelezen door|(?:inlast|upplast) av):?\s+(.+)$/;
const onlyNumber = /^(?:0\d{1,2}|\d{1,3}(?:\.\d{1,2})?)$/;
const namesSeries = /^(?:.+) (?:series|saga|trilogy|duology|quartet|cycle|chronicles)$/;
/** "Warrior Chronicles 1" */
const countedSeriesName =
  /^(.+ (?:series|saga|trilogy|cycle|chronicles|tales|files|novels|mysteries|books|sequence) \d{1,2})$/;

/**
 * Takes a title apart. Series and persons without a mark of their own ("Book 3", "read by") are
 * recognised when they are known.
 */
export function readTitle(title: string, known: Known = nothingKnown): TitleReading {
  const reading: TitleReading = emptyReading();
  const { outside, inside, shelf } = partsOf(title);
  const all = cutByKnown(reading.people, outside, known);
  const telling = all.filter((part, index) => {
    return (index === 0 && isYearBefore(title, part)) || !isPassedOver(reading, part, known);
  });
  reading.aliases.push(...telling.flatMap((part) => otherNames(part, known)));
  // Of "George Orwell - 1984 (Unabridged)" only the year can be the title.
  const [first, ...rest] = telling.length > 0 ? telling : all.filter((part) => year.test(part));
  const isSeriesFirst =
    first !== undefined &&
    readKnownSeries(reading, rest.length > 0 ? asVolume(first) : first, known);
  const subtitles = withNumbers(rest)
    .map(withoutGenericName)
    .filter(
      (text) =>
        readVolume(text) !== null ||
        !(isGenericSubtitle(text) || namesHouse(text) || isReworking(text)),
    );
  for (const part of subtitles) {
    if (isSeriesFirst && reading.parts.length === 0) readMain(reading, part, known);
    else readSubtitle(reading, part, known);
  }
  for (const part of withNumbers(inside.flatMap((text) => text.split(/\s*;\s*/)))) {
    if (!isPassedOver(reading, part, known)) readBracket(reading, part, known);
  }
  if (first !== undefined && !isSeriesFirst) readFirst(reading, first, known);
  if (reading.parts.length > 0) return reading;
  return reading.names.length > 0
    ? withNamedPlaces(reading, shelf)
    : { ...reading, parts: wholeOf(title) };
}

/** A title that looks like nothing but labels is still a title: "Unabridged", "Book 2". */
function wholeOf(title: string): TitlePart[] {
  const text = plain(title).replace(/\s+/g, ' ').trim();
  return foldWords(text) === '' ? [] : [{ text, from: 'title' }];
}

/** Labels, persons and other titles; persons and other titles are noted. */
function isPassedOver(reading: TitleReading, part: string, known: Known): boolean {
  if (isPiece(part)) return false;
  if (saysNothing.test(part) || isLabel(part)) return true;
  const other = alias.exec(part)?.[1];
  const credited = credit.exec(part)?.[1];
  if (other !== undefined) reading.aliases.push(other);
  else if (credited !== undefined || isPerson(part, known.people))
    reading.people.push(credited ?? part);
  else return false;
  return true;
}

/** "Old Man's War Book 3 - The Last Colony" begins with a series, "Old Man's War, Book 3" alone does not. */
function readFirst(reading: TitleReading, part: string, { numbers }: Known): void {
  const isAlone = !reading.parts.some(({ from }) => from === 'title');
  if (isAlone && reading.names.length > 0 && onlyNumber.test(part)) {
    note(reading, readVolume(`book ${part}`));
    return;
  }
  if (isAlone) return addMain(reading, part);
  const number = readNamedNumber(part);
  const isPlace = /\s0\d{1,2}$/.test(part) || numbers.has(number?.position.from ?? -1);
  const named = readNamedVolume(part) ?? (isPlace ? number : null);
  if (note(reading, named ?? readVolume(part)) || onlyNumber.test(part)) return;
  reading.parts.unshift({ text: part, from: 'title' });
}

function readMain(reading: TitleReading, part: string, known: Known): void {
  const number = onlyNumber.test(part) ? readVolume(`book ${part}`) : readVolume(part);
  if (note(reading, readVolumeOfSeries(part) ?? number)) return;
  if (!readKnownSeries(reading, part, known)) addMain(reading, part);
}

function addMain(reading: TitleReading, part: string): void {
  const named = readNamedVolume(part);
  if (named) reading.places.push({ ...named, name: null });
  reading.parts.unshift({ text: named?.name ?? part, from: 'title' });
}

/** What stands behind a colon or a dash: a subtitle, the series, a number. */
function readSubtitle(reading: TitleReading, part: string, known: Known): void {
  if (readKnownSeries(reading, part, known)) return;
  if (note(reading, readVolumeOfSeries(part) ?? readVolume(part))) return;
  const named =
    readNamedVolume(part) ?? (countedSeriesName.test(part) ? readNamedNumber(part) : null);
  if (named?.isVolume) addSubtitle(reading, named);
  else if (note(reading, named)) reading.parts.push({ text: named?.name ?? '', from: 'series' });
  else if (onlyNumber.test(part)) note(reading, readVolume(`book ${part}`));
  else if (namesSeries.test(part)) reading.names.push(part);
  else reading.parts.push({ text: part, from: 'title' });
}

/** Volumes count what stands before: "Ember: The Return, Vol. 3" is the third of Ember. */
function addSubtitle(reading: TitleReading, { name, ...place }: TitleSeries): void {
  reading.parts.push({ text: name ?? '', from: 'title' });
  reading.places.push({ ...place, name: null });
}

/** A place in brackets needs no "Book": "(Ember 3)". */
function readBracket(reading: TitleReading, part: string, known: Known): void {
  const before = reading.places.length;
  const isPlace = onlyNumber.test(part) && known.numbers.has(Number(part));
  if (isPlace && note(reading, readVolume(`book ${part}`))) return;
  const isRead = readKnownSeries(reading, part, known, reading.bracketNames);
  const named = readNamedVolume(part) ?? readNamedNumber(part);
  const isPlaced = isRead || note(reading, readVolumeOfSeries(part) ?? readVolume(part) ?? named);
  for (const place of reading.places.slice(before)) place.isAside = true;
  if (isPlaced) return;
  if (isSurname(part, known.people)) reading.people.push(part);
  else if (namesSeries.test(part)) reading.bracketNames.push(part);
  else if (!isGenericSubtitle(part) && !isEditionRemark(part))
    reading.parts.push({ text: part, from: 'bracket' });
}

/** A known series, alone or with a number, or "A <series> Novel". */
function readKnownSeries(
  reading: TitleReading,
  part: string,
  { series }: Known,
  names = reading.names,
): boolean {
  const found = knownSeriesIn(part, series, names === reading.bracketNames);
  if (!found) return false;
  names.push(found.name);
  note(reading, found.place);
  return true;
}
