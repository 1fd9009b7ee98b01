import type { BookFacts } from '../../src/metadata/facts.ts';
import type { BookQuery, Candidate } from '../../src/metadata/provider.ts';

/** What the library knows of one recording. */
export const saltRoad: BookQuery = {
  title: 'The Salt Road',
  authors: ['Ines Okoro'],
  series: [{ name: 'Lantern Coast', position: '2' }],
  narrators: ['Mira Quill'],
  durationSeconds: 36_000,
  isAbridged: false,
  asin: 'B0SALT0002',
  isbn: null,
  language: 'English',
};

/** What a catalogue says of the same recording. */
export const saltFacts: BookFacts = {
  title: 'The Salt Road',
  authors: ['Ines Okoro'],
  narrators: ['Mira Quill'],
  series: [{ name: 'Lantern Coast', sequence: '2' }],
  publishedYear: 2019,
  publisher: 'Cinder Press Audio',
  description: 'A road and what it cost.',
  durationMinutes: 601,
  isAbridged: false,
  asin: 'B0SALT0002',
  chapters: [{ title: 'One', startSeconds: 0, endSeconds: 36_060 }],
};

export function candidate(
  changes: Partial<BookFacts> = {},
  speaksOf: Candidate['speaksOf'] = 'recording',
  isbns: string[] = [],
): Candidate {
  return { facts: { ...saltFacts, ...changes }, speaksOf, isbns };
}
