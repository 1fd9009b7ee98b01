import { expect, test } from 'vitest';
import { type FileTags, tagFacts } from '../../../src/metadata/gather/tag-facts.ts';
import type { BookFacts } from '../../../src/metadata/facts.ts';

type Tags = Record<string, string>;

/** A file with these tags; without a word of its length and chapters. */
function file(tags: Tags, more: Partial<FileTags> = {}): FileTags {
  const listed = Object.entries(tags).map(([name, value]) => [name, [value]]);
  return { tags: Object.fromEntries(listed), durationSeconds: null, chapters: [], ...more };
}

test.each<[string, Tags, BookFacts]>([
  [
    'album before title',
    { album: 'The Salt Road', title: 'Chapter 1' },
    { title: 'The Salt Road' },
  ],
  ['the title of a single file', { title: 'The Salt Road' }, { title: 'The Salt Road' }],
  ['an album that is none', { album: 'Audiobook' }, {}],
  [
    'unabridged in brackets',
    { album: 'The Salt Road (Unabridged)' },
    { title: 'The Salt Road', isAbridged: false },
  ],
  ['the artist', { artist: 'Ines Okoro' }, { authors: ['Ines Okoro'] }],
  ['a name the other way round', { artist: 'Okoro, Ines' }, { authors: ['Ines Okoro'] }],
  [
    'author and reader in one tag',
    { artist: 'Ines Okoro, Mira Quill', album_artist: 'Ines Okoro' },
    { authors: ['Ines Okoro'] },
  ],
  ['nobody', { artist: 'Various Artists', composer: 'Unknown' }, {}],
  ['the composer', { composer: 'Mira Quill' }, { narrators: ['Mira Quill'] }],
  [
    'an author in the place of the composer',
    { artist: 'Ines Okoro', composer: 'Ines Okoro' },
    { authors: ['Ines Okoro'] },
  ],
  [
    'an author who is named as narrator',
    { artist: 'Ines Okoro', narrator: 'Ines Okoro' },
    { authors: ['Ines Okoro'], narrators: ['Ines Okoro'] },
  ],
  [
    'a series of its own',
    { series: 'Lantern Coast; Tidefall', 'series-part': '2; 7.5' },
    {
      series: [
        { name: 'Lantern Coast', sequence: '2' },
        { name: 'Tidefall', sequence: '7.5' },
      ],
    },
  ],
  [
    'a show',
    { show: 'Lantern Coast', episode_id: '2' },
    { series: [{ name: 'Lantern Coast', sequence: '2' }] },
  ],
  [
    'a grouping with a number',
    { grouping: 'Lantern Coast #2' },
    { series: [{ name: 'Lantern Coast', sequence: '2' }] },
  ],
  ['a grouping without', { grouping: 'Bedtime' }, {}],
  ['a year in a date', { date: '2019-03-01' }, { publishedYear: 2019 }],
  ['a date that is none', { date: '0000' }, {}],
  ['an ASIN', { asin: 'B0SALT0002' }, { asin: 'B0SALT0002' }],
  ['another number in its place', { asin: '12' }, {}],
  ['genres', { genre: 'Audiobook' }, {}],
  ['a language', { language: 'eng' }, { language: 'eng' }],
  ['no language', { language: 'und' }, {}],
  ['a remark of an encoder', { description: 'Encoded by somebody' }, {}],
])('%s', (_, tags, facts) => {
  expect(tagFacts([file(tags)])).toEqual(facts);
});

test('what the files of a set agree on is told, and their lengths together', () => {
  const one = file(
    { album: 'The Salt Road', title: 'Part 1', artist: 'Ines Okoro' },
    { durationSeconds: 1800 },
  );
  const two = file(
    { album: 'The Salt Road', title: 'Part 2', artist: 'I. O.' },
    { durationSeconds: 1200 },
  );

  expect(tagFacts([one, two])).toEqual({ title: 'The Salt Road', durationMinutes: 50 });
});

test('a length that one file does not tell is unknown', () => {
  expect(tagFacts([file({}, { durationSeconds: 60 }), file({})])).toEqual({});
  expect(tagFacts([])).toEqual({});
});

test('the chapters of several files follow one another, when each file has some', () => {
  const part = (title: string) =>
    file({}, { durationSeconds: 60, chapters: [{ title, startSeconds: 0, endSeconds: 60 }] });

  expect(tagFacts([part('One'), part('Two')]).chapters).toEqual([
    { title: 'One', startSeconds: 0, endSeconds: 60 },
    { title: 'Two', startSeconds: 60, endSeconds: 120 },
  ]);
  expect(tagFacts([part('One'), file({}, { durationSeconds: 60 })]).chapters).toBeUndefined();
});
