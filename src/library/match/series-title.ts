import { isExplanation, isGenericSubtitle } from '../labels.ts';
import { plain } from '../words.ts';
import { areListedApart, type Place, type Places } from './places.ts';
import { isStopWord } from './title-words.ts';
import type { TitleRelation, TitleShape } from './titles.ts';

type Titled = { work: { title: string }; shape: TitleShape; places: Places };

/** How a title that only names a series ("Ember", "Ember 3") relates to another one. */
export function compareSeriesTitle(
  bare: Titled,
  other: Titled,
  isSamePlace: boolean,
): TitleRelation {
  const shared = bare.shape.names.filter((name) => other.shape.names.includes(name));
  if (other.shape.parts.length === 0) {
    if (isSamePlace && isLongerName(bare, other)) return 'same';
    return shared.length === 0 ? 'other' : compareNumbers(bare, other, shared, isSamePlace);
  }
  if (bare.shape.names.some((name) => goesInto(other, name))) return 'other';
  const number = numberIn(other, bare.shape.names);
  if (isSamePlace) {
    if (bare.places.stated.length === 0 && hasOwnTitle(other)) return 'series';
    const isKnown = statesBook(bare) || shared.length > 0;
    return isKnown && !areListedApart(bare.places, other.places) ? 'same' : 'other';
  }
  return isOfSeries(other, bare.shape.names) && (number ?? 1) === 1 ? 'series' : 'other';
}

/** "Ember: Sons of Salt" beside "Ember": whoever copied the number of the first book did not copy its title. */
function hasOwnTitle({ shape }: Titled): boolean {
  return shape.parts.every(({ text, from }) => {
    return from === 'title' && !isGenericSubtitle(text) && !isExplanation(text);
  });
}

/** "Tales of Ember 3", "Dark Ember 3": words that make another name of the series they stand before. */
function goesInto({ work, shape }: Titled, series: string): boolean {
  const title = ` ${plain(work.title)}`.replaceAll(' the ', ' ');
  return shape.parts.some(({ text, from }) => {
    const words = text.split(' ');
    const isPhrase = words.length === 1 || isStopWord(words.at(-1) ?? '');
    return from === 'title' && isPhrase && title.includes(` ${text} ${series}`);
  });
}

/** "Ember, Volume 1" may hold several books, unless the fields say that it is the first one. */
function statesBook({ places }: Titled): boolean {
  return places.stated.some(({ name, position, isVolume, isAside }) => {
    const isListed = places.listed.some(
      (own) => own.name === name && own.position.from === position.from,
    );
    return !isAside && (!isVolume || isListed);
  });
}

function compareNumbers(
  a: Titled,
  b: Titled,
  names: readonly string[],
  isSamePlace: boolean,
): TitleRelation {
  const [left, right] = [statedIn(a, names), statedIn(b, names)];
  if (left !== null && right !== null) return left === right ? 'same' : 'other';
  if (isSamePlace) return 'same';
  const [own, others] = [numberIn(a, names), numberIn(b, names)];
  if (own !== null && others !== null) return own === others ? 'same' : 'other';
  if (areFirstByName(a, b)) return 'same';
  const isFirst =
    (own ?? others) === 1 &&
    !namesMore(a, b) &&
    !namesMore(b, a) &&
    !mayBeHalf(a, b) &&
    !mayBeHalf(b, a);
  if (own !== null || others !== null) return isFirst && sameName(a, b) ? 'same' : 'series';
  return sameName(a, b) ? 'same' : 'series';
}

/** "Ember 3" and "Ember: Sons of Salt 3" where that is the whole name of the series. */
function isLongerName(a: Titled, b: Titled): boolean {
  const [left = '', right = ''] = [a, b].map(({ shape }) => shape.names.at(-1) ?? '');
  const isOne = a.shape.names.length === 1 && b.shape.names.length === 1;
  return isOne && (left.startsWith(`${right} `) || right.startsWith(`${left} `));
}

/** "Saxon Tales 1 - The Last Kingdom": the first book of whatever series, by the same name. */
function areFirstByName(a: Titled, b: Titled): boolean {
  const areFirst = [a, b].every(({ places }) => {
    const all = [...places.listed, ...places.stated];
    return all.length > 0 && all.every(({ position }) => position.from === 1 && position.to === 1);
  });
  return areFirst && a.shape.names.at(-1) === b.shape.names.at(-1);
}

/** "War and Peace, Volume 1" beside a book of no series. */
function mayBeHalf(one: Titled, whole: Titled): boolean {
  const isVolume = one.places.stated.some((place) => place.isVolume === true);
  return isVolume && one.places.listed.length + whole.places.listed.length === 0;
}

/** "Ember: Sons of Salt" where both are series. */
function namesMore({ shape }: Titled, other: Titled): boolean {
  return shape.names.some((name) => !other.shape.names.includes(name));
}

/** "The Ember Saga" may be all of Ember. */
function sameName(a: Titled, b: Titled): boolean {
  return a.shape.fullNames.some((name) => b.shape.fullNames.includes(name));
}

function statedIn({ places }: Titled, names: readonly string[]): number | null {
  return numberOf(places.stated, names);
}

function numberIn({ places }: Titled, names: readonly string[]): number | null {
  return numberOf(places.stated, names) ?? numberOf(places.listed, names);
}

function numberOf(places: readonly Place[], names: readonly string[]): number | null {
  const own = places.find(({ name }) => name !== null && names.includes(name));
  return own?.position.from ?? null;
}

function isOfSeries({ shape, places }: Titled, names: readonly string[]): boolean {
  const own = [...shape.names, ...places.listed.map(({ name }) => name)];
  return own.some((name) => name !== null && names.includes(name));
}
