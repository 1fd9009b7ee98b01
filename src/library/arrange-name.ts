import { isGivenName } from './given-names.ts';
import { isPersonName, personsIn } from './person-list.ts';
import { writePosition } from './position.ts';
import {
  readNamedNumber,
  readNamedVolume,
  readVolume,
  readVolumeOfSeries,
  type TitleSeries,
} from './volumes.ts';

type Arranged = {
  title: string;
  authors: string[];
  narrators: string[];
  series: { name: string; position: string | null }[];
};

const onlyNumber = /^#?\d{1,3}(?:\.\d{1,2})?$/;

/** Decides which part of a name is author, series and title: "Author - Series 03 - Title" in its many orders. */
export function arrangeParts(parts: readonly string[], inside: readonly string[]): Arranged {
  const byline = parts.flatMap(readByline)[0];
  const names = parts
    .map((part) => (part === byline?.part ? byline.title : part))
    .flatMap(splitSeries);
  const at = byline ? -1 : authorIndex(names);
  const rest = names.filter((_, index) => index !== at);
  const { texts, places } = readPlaces(rest, at === 0 || byline !== undefined);
  const narrators = at === 1 && texts.length > 1 ? (personsIn(texts.at(-1) ?? '') ?? []) : [];
  const titles = narrators.length > 0 ? texts.slice(0, -1) : texts;
  const inBrackets = inside.flatMap((text) => readPlace(text) ?? []);
  const [place] = [...places, ...inBrackets];
  const isSeriesFirst = at === 0 && titles.length > 1;
  const [first = '', ...others] = titles;
  const name = place?.name ?? (isSeriesFirst ? first : null);
  const title = isSeriesFirst && (!place || place.name === null) ? others : titles;
  const position = place ? writePosition(place.position) : null;
  return {
    title: title.join(' - ') || [name, position].filter((one) => one !== null).join(' '),
    authors: byline?.authors ?? personsIn(names[at] ?? '') ?? [],
    narrators,
    series: name === null || name === '' ? [] : [{ name, position }],
  };
}

/** "Ember, Book 3: The Salt Road" is two parts, and so is "The Salt Road: Ember, Book 3". */
function splitSeries(part: string): string[] {
  const pieces = part.split(/:\s+/);
  return pieces.length === 2 && pieces.some((piece) => readNamedVolume(piece)) ? pieces : [part];
}

/** "The Salt Road by Anna Ward". */
function readByline(part: string): { part: string; title: string; authors: string[] }[] {
  const cut = part.toLowerCase().lastIndexOf(' by ');
  const authors = cut > 0 ? personsIn(part.slice(cut + 4)) : null;
  return authors ? [{ part, title: part.slice(0, cut), authors }] : [];
}

/** Uploaders put the author first, some last or, before a narrator, second; -1 when no part is a person. */
function authorIndex(names: readonly string[]): number {
  if (names.length < 2) return -1;
  const last = names.length - 1;
  const isPersons = (index: number) => {
    const name = names[index] ?? '';
    // "Master Class - Book 2 - Master Class 2" begins with its series.
    const isSeries = last > 1 && index === 0 && names[last]?.startsWith(`${name} `);
    return !isSeries && personsIn(name) !== null;
  };
  const isTitleFirst =
    !isPersons(0) || (isSurelyPerson(names[1] ?? '') && !isSurelyPerson(names[0] ?? ''));
  if (names.length > 2 && isTitleFirst && isPersons(1)) return 1;
  const ends = [0, last].filter(isPersons);
  return ends.find((index) => isSurelyPerson(names[index] ?? '')) ?? ends[0] ?? -1;
}

/** "George R. R. Martin", where "Fevre Dream" could be somebody, too. */
function isSurelyPerson(name: string): boolean {
  return /\b\p{L}\. /u.test(name) || isGivenName(name.split(' ', 1)[0]?.toLowerCase() ?? '');
}

/** Takes the numbers out of the parts: a number alone counts the part before it. */
function readPlaces(
  parts: readonly string[],
  hasAuthor: boolean,
): { texts: string[]; places: TitleSeries[] } {
  const texts: string[] = [];
  const places: TitleSeries[] = [];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const number = onlyNumber.test(part) ? readVolume(`book ${part.replace('#', '')}`) : null;
    const place = isLast && texts.length === 0 ? null : (number ?? readPlace(part));
    if (place?.name === null)
      places.push({ ...place, name: isLast ? null : (texts.pop() ?? null) });
    else if (place && (!isLast || hasAuthor)) places.push(place);
    else texts.push(part);
  }
  return { texts, places };
}

function readPlace(part: string): TitleSeries | null {
  const place = readVolumeOfSeries(part) ?? readVolume(part) ?? readNamedVolume(part);
  if (place) return place;
  const isCounted = /\s(?:0\d|\d{1,2})(?:\.\d)?$/.test(part) && !isPersonName(part);
  return isCounted ? readNamedNumber(part) : null;
}
