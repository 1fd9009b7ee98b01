import { writersOf } from '../authors.ts';
import { type Kind, kindOfWork } from '../kind.ts';
import { isSpan, parsePosition } from '../position.ts';
import { type Known, readTitle } from '../read-title.ts';
import { foldSeries } from '../text.ts';
import { readNamedVolume } from '../volumes.ts';
import { plain } from '../words.ts';
import { peopleNamed, withoutOtherScript, withoutSlash } from '../title-people.ts';
import { withoutAcronym } from './acronyms.ts';
import type { Place, Places } from './places.ts';
import { shapeOf, type TitleShape } from './titles.ts';
import { stems } from './title-words.ts';
import { undecorated, withoutYear } from './undecorated.ts';
import type { WorkKey } from './work.ts';

/** One of the two works, ready to compare. */
export type Side = {
  work: WorkKey;
  authors: readonly string[];
  /** Persons in the title. */
  named: readonly string[];
  kind: Kind;
  shape: TitleShape;
  places: Places;
};

const span = /^(.+?),? (\d{1,2}) ?(?:[-–&+]|to) ?(\d{1,2})(?=\s?[:–—-]\s)/;
/** "The Complete Sherlock Holmes" is several books even where nothing counts them. */
export const completeWorks =
  /^the (?:complete|collected) (?!\S+ (?:to|of|for|history|guide)\b)(?!guide|idiot|history)/;

/** Reads both titles knowing the series and persons of both, so that the same part means the same in both. */
export function readSides(...pair: [WorkKey, WorkKey]): [Side, Side] {
  const bare = pair.map(({ title }) => undecorated(title));
  const [wanted, candidate] = pair.map((work, index) => {
    return { ...work, title: withoutYear(bare[index] ?? '', bare[1 - index] ?? '') };
  }) as [WorkKey, WorkKey];
  const works = [wanted, candidate];
  const series = works.flatMap(seriesNamedBy).filter((name) => name !== '');
  const people = works.flatMap(({ authors, narrators }) => [
    ...writersOf(authors),
    ...(narrators ?? []),
  ]);
  const numbers = works.flatMap((work) =>
    work.series.flatMap(({ position }) => parsePosition(position)?.from ?? []),
  );
  const known = {
    series: new Set(series),
    people: peopleNamed(people),
    numbers: new Set(numbers),
  };
  const names = works.flatMap((work) => work.series.map(({ name }) => name));
  return [sideOf(wanted, known, names), sideOf(candidate, known, names)];
}

function seriesNamedBy({ title, series }: WorkKey): string[] {
  const { parts, places, names, bracketNames } = readTitle(title);
  const asides = parts.flatMap(({ from, text }) => (from === 'series' ? [text] : []));
  const stated = places.flatMap(({ name }) =>
    name === null || asides.includes(name) ? [] : [name],
  );
  const wider = series.flatMap(({ name }) => name.match(/^.{3,}?(?=: )/)?.[0] ?? []);
  return [...series.map(({ name }) => name), ...wider, ...stated, ...names, ...bracketNames].map(
    foldSeries,
  );
}

function sideOf(work: WorkKey, known: Known, names: readonly string[]): Side {
  const title = withoutAcronym(withoutOtherScript(work.title), names);
  const reading = readTitle(title, known);
  reading.aliases.push(...(work.otherTitles ?? []));
  const listed = work.series.flatMap(({ name, position }): Place[] => {
    // "The Dark Is Rising, Book Two" has its place in its name.
    const inName = position === null ? readNamedVolume(plain(name)) : null;
    const [parsed, folded] = [
      inName?.position ?? parsePosition(position),
      foldSeries(inName?.name ?? name),
    ];
    return parsed && folded !== '' ? [{ name: folded, position: parsed }] : [];
  });
  const stated = reading.places.map((place): Place => {
    return { ...place, name: (place.name && foldSeries(place.name)) || null };
  });
  const seriesNames = work.series.map(({ name }) => name);
  const kind = kindOfWork(withoutSlash(work.title, known.people), seriesNames, work.authors);
  const isBundle =
    [...listed, ...stated].some(({ position }) => isSpan(position)) ||
    countsSeveral(title, known) ||
    completeWorks.test(plain(work.title));
  return {
    work,
    // A title may name the author where the field is empty.
    authors: writersOf(work.authors).length > 0 ? work.authors : reading.people,
    named: reading.people,
    kind: kind === 'book' && isBundle ? 'collection' : kind,
    shape: withoutOwnNumber(shapeOf(reading, title), listed),
    places: { listed, stated },
  };
}

/** "Ember 1-2: The Salt Road, The Fires" */
function countsSeveral(title: string, { series }: Known): boolean {
  const [, name = '', from, to] = span.exec(plain(title)) ?? [];
  return Number(from) < Number(to) && series.has(foldSeries(name));
}

/**
 * The number of "The Salt Road, Book 3" is explained when the fields give it to a series, unless it counts
 * that very series: "Ember, Book 3" in "Ember: Sons of Salt".
 */
function withoutOwnNumber(shape: TitleShape, listed: readonly Place[]): TitleShape {
  const words = shape.parts.flatMap(({ folded }) => stems(folded));
  const isOwn = listed.some(({ name, position }) => {
    const ofSeries = stems(name ?? '');
    return position.from === shape.volume && !words.every((word) => ofSeries.includes(word));
  });
  return isOwn ? { ...shape, volume: null } : shape;
}

/** The first book of a series often has the name that later volumes carry before their colon. */
export function isFirstOrAlone(...sides: Side[]): boolean {
  return sides.every(({ places }) =>
    [...places.listed, ...places.stated].every(({ position }) => position.from === 1),
  );
}

export function byline({ authors }: { authors: readonly string[] }): string {
  return authors.length > 0 ? `by ${authors.join(', ')}` : 'author unknown';
}
