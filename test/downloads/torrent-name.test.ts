import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainTitle, worksOf } from '../../src/downloads/torrent-name.ts';
import { sameWork } from '../../src/library/match.ts';

const warlord = {
  title: 'The Warlord of Mars',
  authors: ['Edgar Rice Burroughs'],
  series: [{ name: 'Barsoom', position: '3' }],
};

function isRead(torrent: { name: string; tags?: string[]; files?: string[] }): boolean {
  const works = worksOf({ tags: [], files: [], ...torrent });
  return works.some((work) => sameWork(warlord, work).same);
}

test.each([
  'Edgar Rice Burroughs - The Warlord of Mars',
  'The Warlord of Mars - Edgar Rice Burroughs.m4b',
  'Edgar Rice Burroughs - Barsoom 03 - The Warlord of Mars [M4B 64kbps]',
  'Edgar Rice Burroughs - [Barsoom 03] - Warlord of Mars (1919) {Tobias Merrow}',
  'Burroughs, Edgar Rice - The Warlord of Mars (Barsoom #3) (Unabridged)',
  'The Warlord of Mars by Edgar Rice Burroughs',
  'Edgar_Rice_Burroughs_-_The_Warlord_of_Mars',
  'Edgar.Rice.Burroughs.-.The.Warlord.of.Mars.mp3',
])('reads author and title from "%s"', (name) => {
  expect(isRead({ name })).toBe(true);
});

test('takes the author from a tag, but not from the tags that say how it came', () => {
  expect(isRead({ name: 'The Warlord of Mars', tags: ['mam', 'Edgar Rice Burroughs'] })).toBe(true);
  expect(worksOf({ name: 'The Warlord of Mars', tags: ['mam', 'auto'], files: [] })).toEqual([]);
});

test('reads the name of the one audio file of a folder', () => {
  const file = 'book/Edgar Rice Burroughs - The Warlord of Mars.m4b';

  expect(isRead({ name: 'book', files: [file, 'book/cover.jpg'] })).toBe(true);
  expect(isRead({ name: 'book', files: [file, 'book/Another.m4b'] })).toBe(false);
});

test.each([
  'The Warlord of Mars',
  'Edgar Rice Burroughs - A Princess of Mars',
  'Edgar Rice Burroughs - Barsoom 04 - The Warlord of Mars',
  'H. G. Wells - The Warlord of Mars',
  'Edgar Rice Burroughs - Barsoom 1-7',
  '01',
  '',
])('does not take "%s" for it', (name) => {
  expect(isRead({ name })).toBe(false);
});

test.each([
  ['The_Warlord_of_Mars.m4b', 'The Warlord of Mars'],
  ['Warlord [MP3 128k] {Merrow}', 'Warlord'],
  ['[M4B]', '[M4B]'],
])('calls "%s" "%s" when nothing better is known', (name, title) => {
  expect(plainTitle(name)).toBe(title);
});

test('is total, quick and never reads an empty title', () => {
  const marks = [' - ', '[', ']', '(', ')', '{', ' by ', '#', '03', ',', 'a', '.', '_', '&'];
  const pieces = fc.array(fc.oneof(fc.constantFrom(...marks), fc.string()), { maxLength: 400 });
  fc.assert(
    fc.property(pieces, fc.array(fc.string(), { maxLength: 3 }), (all, tags) => {
      const name = all.join('');

      const works = worksOf({ name, tags, files: [`${name}/${name}.mp3`] });

      expect(works.length).toBeLessThan(60);
      expect(works.filter(({ title, authors }) => title === '' || authors.length === 0)).toEqual(
        [],
      );
    }),
    { numRuns: 500 },
  );
});
