import { isGenericSubtitle, isLabel, withoutEndLabels } from './labels.ts';
import { foldName, sameName, surnameOf } from './person.ts';
import { foldSeries, foldWords } from './text.ts';
import {
  readNamedNumber,
  readNamedVolume,
  readVolume,
  readVolumeOfSeries,
  type TitleSeries,
} from './volumes.ts';
import { plain } from './words.ts';

export type { TitleSeries } from './volumes.ts';

/** Names by which the parts of a title are recognised: folded series names, and persons. */
export type Known = { series: ReadonlySet<string>; people: readonly string[] };

const nothingKnown: Known = { series: new Set(), people: [] };

/** `series`: it looks like the name of a series ("Colony: Old Man's War, Book 3") but could be a subtitle. */
export type TitlePart = { text: string; from: 'title' | 'bracket' | 'series' };

/** A title by what its parts say. */
export type TitleReading = {
  /** What names the book, in order; a subtitle comes after the title, brackets come last. */
  parts: TitlePart[];
  places: TitleSeries[];
  /** Series that stand in the title, not counting those in brackets. */
  names: string[];
  /** Series in brackets: "(The Ember Saga)". */
  bracketNames: string[];
  people: string[];
  /** Other titles of the same book: "(aka …)". */
  aliases: string[];
};

const mostParts = 12;
const quotes = /["“”„‟«»]/g;
const bracket = /[([{]([^()[\]{}]*)[)\]}]/g;
/** Libraries number their folders: "(9) Winter's Heart", "03 Darksong Rising", "4. The Fires". */
const shelfNumber = /^(?:[([]\d{1,3}[)\]]\s+|0\d{1,2}\s+|\d{1,3}[.)]\s+)(?=\S)/;
const separator = /\s*(?:(?<!\d):|:(?!\d)|;|_\s|\s[-–~|/•]\s|\s[-–]|--+|—)\s*/;
const movedArticle = /,\s*(?:the|an?)\s*$/;
const alias =
  /^(?:aka|a\.k\.a\.?|also (?:known|published) as|(?:originally|previously) (?:published as|titled)|u[sk] title:?)\s+(.+)$/;
const credit =
  /^(?:(?:written|read|narrated|performed|edited|translated|adapted|introduced|foreword|introduction) )by:?\s+(.+)$/;
const onlyNumber = /^(?:0\d{1,2}|\d{1,3}(?:\.\d{1,2})?)$/;
const namesSeries = /^(?:.+) (?:series|saga|trilogy|duology|quartet|cycle|chronicles)$/;
const ofKnown = /^an? (.+?) (?:novel|novella|novelette|story|short story|adventure|mystery)$/;

/**
 * Takes a title apart. Series and persons without a mark of their own ("Book 3", "read by") are
 * recognised when they are known.
 */
export function readTitle(title: string, known: Known = nothingKnown): TitleReading {
  const reading: TitleReading = emptyReading();
  const { outside, inside } = partsOf(title);
  const [first, ...rest] = joinSeries(outside, known)
    .map((part) => withoutByline(reading, part, known))
    .flatMap((part) => splitSeries(part, known))
    .filter((part) => !isPassedOver(reading, part, known));
  const isSeriesFirst = first !== undefined && readKnownSeries(reading, first, known);
  for (const part of rest.filter((text) => !isGenericSubtitle(text))) {
    if (isSeriesFirst && reading.parts.length === 0) readMain(reading, part, known);
    else readSubtitle(reading, part, known);
  }
  for (const part of inside.flatMap((text) => text.split(/\s*;\s*/))) {
    if (!isPassedOver(reading, part, known)) readBracket(reading, part, known);
  }
  if (first !== undefined && !isSeriesFirst) readFirst(reading, first);
  if (reading.parts.length > 0) return reading;
  return reading.names.length > 0
    ? withNamedPlaces(reading)
    : { ...reading, parts: wholeOf(title) };
}

function emptyReading(): TitleReading {
  return { parts: [], places: [], names: [], bracketNames: [], people: [], aliases: [] };
}

/** In "Ember: Book 3" the number counts Ember. */
function withNamedPlaces(reading: TitleReading): TitleReading {
  const [own = null] = reading.names;
  const places = reading.places.map((place) => ({ ...place, name: place.name ?? own }));
  return { ...reading, places };
}

function partsOf(title: string): { outside: string[]; inside: string[] } {
  const inside: string[] = [];
  const bare = plain(title)
    .replace(quotes, '')
    .replace(shelfNumber, '')
    .replace(bracket, (_, content: string) => {
      inside.push(content.trim());
      return ' ';
    })
    .replace(/\s+/g, ' ')
    .trim();
  const outside = bare.split(separator);
  // The first part may be a title with a label behind it, the others may be labels as a whole.
  const parts = atMost(outside).map((text, index) => {
    const part = text.trim().replace(movedArticle, '');
    return index > 0 && isLabel(part) ? part : withoutEndLabels(part);
  });
  return { outside: parts, inside: atMost(inside) };
}

/** No title has more parts; what follows is read as one. */
function atMost(parts: readonly string[]): string[] {
  const rest = parts.slice(mostParts);
  return rest.length === 0 ? [...parts] : [...parts.slice(0, mostParts), rest.join(' ')];
}

/** A title that looks like nothing but labels is still a title: "Unabridged", "Book 2". */
function wholeOf(title: string): TitlePart[] {
  const text = plain(title).replace(/\s+/g, ' ').trim();
  return foldWords(text) === '' ? [] : [{ text, from: 'title' }];
}

/** A known series can have a colon in its name: "Forgotten Realms: The Dark Elf Trilogy". */
function joinSeries(parts: readonly string[], { series }: Known): string[] {
  if (series.size === 0) return [...parts];
  const joined: string[] = [];
  for (const part of parts) {
    const both = `${joined.at(-1) ?? ''}: ${part}`;
    const name = readNamedVolume(both)?.name ?? readNamedNumber(both)?.name ?? both;
    const isSeries = series.has(foldSeries(both)) || series.has(foldSeries(name));
    if (isSeries && joined.length > 0) joined.splice(-1, 1, both);
    else joined.push(part);
  }
  return joined;
}

/** "The Salt Road Ember Book 3", "Ember 03 The Salt Road": names without a mark between series and title. */
function splitSeries(part: string, { series }: Known): string[] {
  if (series.size === 0 || !/\d/.test(part)) return [part];
  const folded = foldWords(part);
  for (const name of series) {
    const behind = new RegExp(`^(.+) ${name}(?: book)? (\\d{1,3})$`).exec(folded);
    if (behind) return [behind[1] ?? '', `${name} ${behind[2]}`];
    const before = new RegExp(`^${name}(?: book)? (\\d{1,3}) (.+)$`).exec(folded);
    if (before) return [`${name} ${before[1]}`, before[2] ?? ''];
  }
  return [part];
}

/** "The Salt Road by Anna Ward": the title, when the person is known. */
function withoutByline(reading: TitleReading, part: string, known: Known): string {
  const at = part.lastIndexOf(' by ');
  if (at < 1) return part;
  const names = part.slice(at + 4).split(/\s*(?:,|&|\band\b)\s*/);
  const persons = names.filter((name) => isPerson(name, known));
  reading.people.push(...persons);
  return persons.length > 0 ? part.slice(0, at) : part;
}

/** Labels, persons and other titles; persons and other titles are noted. */
function isPassedOver(reading: TitleReading, part: string, known: Known): boolean {
  if (/^(?:the|an?)?$/.test(foldWords(part)) || isLabel(part)) return true;
  const other = alias.exec(part)?.[1];
  const credited = credit.exec(part)?.[1];
  if (other !== undefined) reading.aliases.push(other);
  else if (credited !== undefined || isPerson(part, known)) reading.people.push(credited ?? part);
  else return false;
  return true;
}

function isPerson(part: string, { people }: Known): boolean {
  const name = part.replace(/^by /, '');
  return people.some((person) => sameName(person, name));
}

/** "Old Man's War Book 3 - The Last Colony" begins with a series, "Old Man's War, Book 3" alone does not. */
function readFirst(reading: TitleReading, part: string): void {
  const isAlone = !reading.parts.some(({ from }) => from === 'title');
  if (isAlone) return addMain(reading, part);
  const isPadded = /\s0\d{1,2}$/.test(part);
  const named = readNamedVolume(part) ?? (isPadded ? readNamedNumber(part) : null);
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
  const named = readNamedVolume(part);
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
  const isRead = readKnownSeries(reading, part, known, reading.bracketNames);
  const named = readNamedVolume(part) ?? readNamedNumber(part);
  const isPlaced = isRead || note(reading, readVolumeOfSeries(part) ?? readVolume(part) ?? named);
  for (const place of reading.places.slice(before)) place.isAside = true;
  if (isPlaced) return;
  const isSurname = known.people.some((person) => surnameOf(foldName(person)) === foldWords(part));
  if (isSurname) reading.people.push(part);
  else if (namesSeries.test(part)) reading.bracketNames.push(part);
  else if (!isGenericSubtitle(part)) reading.parts.push({ text: part, from: 'bracket' });
}

/** A known series, alone or with a number, or "A <series> Novel". */
function readKnownSeries(
  reading: TitleReading,
  part: string,
  { series }: Known,
  names = reading.names,
): boolean {
  if (series.size === 0) return false;
  const numbered = readNamedVolume(part) ?? countedSeries(part, names === reading.bracketNames);
  const name = [part, numbered?.name, ofKnown.exec(part)?.[1]].find(
    (one) => typeof one === 'string' && series.has(foldSeries(one)),
  );
  if (!name) return false;
  names.push(name);
  if (name !== part) note(reading, numbered);
  return true;
}

/** "Ember 3", "Ember III" and, in brackets, "Ember Part 3". */
function countedSeries(part: string, isBracket: boolean): TitleSeries | null {
  const [, name = '', number] = /^(.+?) (\d{1,3})$/.exec(foldWords(part)) ?? [];
  if (number === undefined) return readNamedNumber(part);
  const series = isBracket ? name.replace(/ part$/, '') : name;
  return { name: series, position: { from: Number(number), to: Number(number) } };
}

function note(reading: TitleReading, place: TitleSeries | null): boolean {
  if (place) reading.places.push(place);
  return place !== null;
}
