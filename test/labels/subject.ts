import type { Book } from './books.ts';
import type { Wanted } from './case.ts';
import type { Random } from './random.ts';
import type { Upload } from './row.ts';

/** The book a case is about, and the chance that its texts are left to. */
export type Subject = { book: Book; asin: string; books: readonly Book[]; random: Random };

/** One way to write a row differently; null when it does not fit the book. */
export type UploadNoise = {
  name: string;
  /** The row is the book only by its place in the series or its ASIN, so these have to stay. */
  needsEvidence?: boolean;
  /** It takes such evidence away, or tells another. */
  takesEvidence?: boolean;
  apply(upload: Upload, subject: Subject): Upload | null;
};

/** One way in which a library or a catalogue names a book. */
export type WantedNoise = {
  name: string;
  takesEvidence?: boolean;
  apply(wanted: Wanted, subject: Subject): Wanted | null;
};

const words = [
  'Zero',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
];
const moreWords = ['Eleven', 'Twelve', 'Thirteen', 'Fourteen', 'Fifteen', 'Sixteen', 'Seventeen'];
const romans = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** "Two"; null for what has no short word. */
export function numberWord(number: string): string | null {
  return [...words, ...moreWords][Number(number)] ?? null;
}

export function romanNumeral(number: string): string | null {
  return romans[Number(number)] || null;
}

/** "The Tawny Man Trilogy" → "Tawny Man". */
export function shortSeries(name: string): string {
  return name
    .replace(/^The /, '')
    .replace(/ (?:Trilogy|Saga|Cycle|Chronicles?|Stories|Diaries)$/, '');
}
