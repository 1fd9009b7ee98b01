import { decodeHTML } from 'entities';
import { languageCode } from '../library/language.ts';
import { foldName, sameName } from '../library/person.ts';
import { parsePosition, samePosition } from '../library/position.ts';
import { foldSeries } from '../library/text.ts';
import { wordsOf } from '../library/words.ts';
import type { FieldName, SeriesPlace } from './facts.ts';
import type { Values } from './held-values.ts';
import { isSameIsbn } from './isbn.ts';

type Sameness = { [Field in FieldName]: (held: Values[Field], wanted: Values[Field]) => boolean };

/**
 * Whether a field says the same already: apart from spelling, punctuation, letter case and order, and
 * for lists also when more is held than is wanted.
 */
const sameness: Sameness = {
  title: sameWords,
  subtitle: sameWords,
  authors: holdsPersons,
  narrators: holdsPersons,
  series: (held, wanted) =>
    wanted.every((place) => held.some((one) => sameSeries(one, place) && sameSequence(one, place))),
  publishedYear: Object.is,
  publisher: sameWords,
  language: (held, wanted) =>
    sameWords(held, wanted) ||
    (languageCode(held) !== null && languageCode(held) === languageCode(wanted)),
  durationMinutes: Object.is,
  isAbridged: Object.is,
  isbn: isSameIsbn,
  asin: (held, wanted) => held.trim().toUpperCase() === wanted.trim().toUpperCase(),
  genres: (held, wanted) => wanted.every((genre) => held.some((one) => sameWords(one, genre))),
  description: (held, wanted) => letters(plainText(held)) === letters(plainText(wanted)),
  coverUrl: Object.is,
  chapters: (held, wanted) => exactText(held) === exactText(wanted),
};

export function sameValue<Field extends FieldName>(
  field: Field,
  held: Values[Field] | null,
  wanted: Values[Field] | null,
): boolean {
  if (held === null || wanted === null) return held === wanted;
  return sameness[field](held, wanted);
}

/** Whether two values are the same to the letter; lists have no order, because the server keeps none. */
export function exactlySame(field: FieldName, left: unknown, right: unknown): boolean {
  if (field === 'chapters' || !Array.isArray(left) || !Array.isArray(right)) {
    return exactText(left) === exactText(right);
  }
  const [one, other] = [left, right].map((list) => list.map(exactText).toSorted());
  return exactText(one) === exactText(other);
}

export function sameSeries(left: SeriesPlace, right: SeriesPlace): boolean {
  return foldSeries(left.name) === foldSeries(right.name);
}

export function sameSequence(held: SeriesPlace, wanted: SeriesPlace): boolean {
  if (wanted.sequence === null) return true;
  const [left, right] = [parsePosition(held.sequence), parsePosition(wanted.sequence)];
  if (left && right) return samePosition(left, right);
  return held.sequence?.trim() === wanted.sequence.trim();
}

/** A description without its markup: the server takes some of it away. */
export function plainText(html: string): string {
  const bare = html
    .replace(/<(script|style)\b[^>]*>.*?<\/\1>/gis, ' ')
    .replace(/<\/?[a-z][^>]*>/gi, ' ');
  return decodeHTML(bare).replace(/\s+/g, ' ').trim();
}

function holdsPersons(held: string[], wanted: string[]): boolean {
  return wanted.every((name) =>
    held.some((one) => sameName(one, name) || foldName(one) === foldName(name)),
  );
}

function sameWords(left: string, right: string): boolean {
  const [one, other] = [wordsOf(left).join(' '), wordsOf(right).join(' ')];
  // Titles may consist of signs alone.
  return one === '' || other === '' ? left.trim() === right.trim() : one === other;
}

function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function exactText(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
