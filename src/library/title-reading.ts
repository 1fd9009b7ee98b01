import { isGenericSubtitle } from './labels.ts';
import { writePosition } from './position.ts';
import { readNamedVolume, readVolume, type TitleSeries } from './volumes.ts';
import { plain } from './words.ts';

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

/** A year of publication. */
export const year = /^(?:1[89]|20)\d\d$/;

/** "A LitRPG Adventure, Book 3" counts what stands before it. */
export function withoutGenericName(part: string): string {
  const named = readNamedVolume(part);
  if (!named || !isGenericSubtitle(named.name ?? '')) return part;
  return `${named.isVolume ? 'volume' : 'book'} ${writePosition(named.position)}`;
}

/** "2001: A Space Odyssey"; "2015 - Sapiens" tells when it was published. */
export function isYearBefore(title: string, part: string): boolean {
  return year.test(part) && plain(title).startsWith(`${part}: `);
}

export function emptyReading(): TitleReading {
  return { parts: [], places: [], names: [], bracketNames: [], people: [], aliases: [] };
}

/** In "Ember: Book 3" and "03. Ember" the number counts Ember. */
export function withNamedPlaces(reading: TitleReading, shelf: string | null): TitleReading {
  const [own = null] = reading.names;
  const isCounted = shelf === null || reading.places.length > 0;
  if (!isCounted) note(reading, readVolume(`book ${shelf}`));
  const places = reading.places.map((place) => ({ ...place, name: place.name ?? own }));
  return { ...reading, places };
}

/** Before a title "The Lord of the Rings, Part 2" counts books. */
export function asVolume(part: string): string {
  return part.replace(/,? part (?=\d{1,2}$|[ivx]{1,4}$|one$|two$|three$)/, ', book ');
}

/** True when there was a place to note. */
export function note(reading: TitleReading, place: TitleSeries | null): boolean {
  if (place) reading.places.push(place);
  return place !== null;
}
