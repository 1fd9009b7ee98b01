import type { FieldName } from './facts.ts';

type Weights = Readonly<Record<string, number>>;

/** A source that is not listed for a field. */
const unlisted = 0.3;

/** The opening of the recording says what the book is called; after it come the catalogues. */
const naming: Weights = {
  opening: 0.9,
  audible: 0.8,
  audnexus: 0.8,
  hardcover: 0.75,
  'google-books': 0.6,
  itunes: 0.6,
  'open-library': 0.55,
  custom: 0.6,
  torrent: 0.6,
  tags: 0.5,
  'file-names': 0.4,
  library: 0.5,
};
/** Catalogues spell names; what was heard or typed by an uploader is spelled by ear. */
const writers: Weights = { ...naming, opening: 0.7 };
const readers: Weights = {
  audible: 0.85,
  audnexus: 0.85,
  opening: 0.8,
  torrent: 0.75,
  tags: 0.7,
  'file-names': 0.6,
  custom: 0.6,
  hardcover: 0.5,
  itunes: 0.5,
  library: 0.5,
};
const catalogue: Weights = {
  ...naming,
  opening: 0.5,
  hardcover: 0.7,
  torrent: 0.5,
  'file-names': 0.3,
};
/** Files are measured, catalogues tell the length of the edition they sell. */
const length: Weights = {
  tags: 0.9,
  library: 0.8,
  torrent: 0.7,
  audible: 0.7,
  audnexus: 0.7,
  custom: 0.5,
};
const shortening: Weights = { ...readers, torrent: 0.8, tags: 0.6 };
const numbers: Weights = {
  audible: 0.9,
  audnexus: 0.9,
  hardcover: 0.6,
  custom: 0.5,
  torrent: 0.7,
  tags: 0.6,
  'file-names': 0.7,
  library: 0.6,
  // Theirs are mostly the numbers of printed books.
  'google-books': 0.4,
  'open-library': 0.4,
};
const marks: Weights = { audnexus: 0.8, audible: 0.8, tags: 0.7, library: 0.6, torrent: 0.6 };

const weights: Record<FieldName, Weights> = {
  title: naming,
  subtitle: catalogue,
  authors: writers,
  narrators: readers,
  series: naming,
  publishedYear: catalogue,
  publisher: catalogue,
  description: catalogue,
  genres: catalogue,
  language: catalogue,
  isbn: numbers,
  asin: numbers,
  isAbridged: shortening,
  durationMinutes: length,
  coverUrl: catalogue,
  chapters: marks,
};

/** How much the word of a source counts for a field, from 0 to 1. */
export function weightOf(source: string, field: FieldName): number {
  return weights[field][source.startsWith('custom:') ? 'custom' : source] ?? unlisted;
}
