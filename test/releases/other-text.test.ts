import { expect, test } from 'vitest';
import type { TrackerRow } from '../../src/clients/mam/rows.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { buildRow } from './builders.ts';

test.each<Partial<TrackerRow>>([
  { narrators: ['SparkNotes'] },
  { narrators: ['Tom Reed (part 1)'] },
  { authors: ['Anna Ward', 'Ida Holt (adaptation)'] },
  { series: [{ name: 'Salt Podcast', position: null }] },
  { tags: 'fantasy, tracks 1-20 of 43' },
  { title: 'The Salt Road Recap' },
  { description: 'Preview, 45 minutes.' },
  { description: 'Tracks 1-200 of 430' },
  { description: 'The classroom edition, with clean language.' },
  { description: 'A retelling of the classic for young readers.' },
  { description: 'Format: EPUB' },
  { description: 'Simplified English.' },
  { description: 'Incomplete upload.' },
  { description: 'Salt Notes study guide' },
  { description: 'Nur Kapitel 1-10' },
  { description: 'Library rip: discs 1 to 3 of 7, the other discs were too scratched to read.' },
  { description: 'Split upload: this is the first half, the second follows.' },
  { description: 'Note that only side A of each cassette survived, so much is missing.' },
  { title: 'The Salt Road - Chapter One free listen' },
])('%j is not the book itself', (row) => {
  expect(releaseFromRow(buildRow(row)).isCompanion).toBe(true);
});

test.each<Partial<TrackerRow>>([
  { description: 'Reviews' },
  { description: 'A girl is missing, and the first half of the century is over.' },
  { description: "Publisher's Summary" },
  { description: 'Reading group guide included.' },
  { description: 'Chapters 1-117, the whole book.' },
  { description: 'A feminist retelling.' },
  { description: 'Includes a sample of the next book.' },
  { description: 'CDs 1-18 of 18, one file for each disc.' },
  { description: 'Adapted by Netflix as a series.' },
  { description: 'A fairy-tale retelling for young adults.' },
  { tags: 'fantasy, 48000 sample' },
])('%j can be the book', (row) => {
  expect(releaseFromRow(buildRow(row)).isCompanion).toBe(false);
});
