import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeReleases } from '../../src/releases/same-release.ts';
import { buildRelease } from './builders.ts';

const mine = (changes = {}) => buildRelease({ source: 'mam', trackerId: '501', ...changes });
const theirs = (changes = {}) => buildRelease({ source: 'prowlarr', trackerId: '501', ...changes });
const sources = (...lists: ReturnType<typeof mine>[][]) =>
  mergeReleases(lists).map(({ source, trackerId }) => `${source} ${trackerId}`);

test.each([
  ['by its number, whatever its title', theirs({ title: 'Other', sizeBytes: 1 }), ['mam 501']],
  ['by title and size', theirs({ trackerId: '9:x', sizeBytes: 404_000_000 }), ['mam 501']],
  [
    'not by title alone',
    theirs({ trackerId: '9:x', sizeBytes: 500_000_000 }),
    ['mam 501', 'prowlarr 9:x'],
  ],
  [
    'not with an unknown size',
    theirs({ trackerId: '9:x', sizeBytes: null }),
    ['mam 501', 'prowlarr 9:x'],
  ],
  [
    'not by size alone',
    theirs({ trackerId: '9:x', title: 'Glass Sea' }),
    ['mam 501', 'prowlarr 9:x'],
  ],
  ['not with another number', theirs({ trackerId: '502' }), ['mam 501', 'prowlarr 502']],
])('the same release is recognised %s', (_, other, kept) => {
  expect(sources([mine()], [other])).toEqual(kept);
});

test('the list that comes first stays', () => {
  expect(sources([theirs()], [mine()])).toEqual(['prowlarr 501']);
});

test('nothing of the first list is ever lost, and nothing comes twice', () => {
  const release = fc.record({
    trackerId: fc.oneof(fc.integer({ min: 1, max: 9 }).map(String), fc.constantFrom('7:a', '8:b')),
    title: fc.constantFrom('Salt', 'Glass Sea', 'The Salt'),
    sizeBytes: fc.option(fc.constantFrom(100, 101, 200)),
  });
  const list = fc
    .array(release, { maxLength: 6 })
    .map((all) => all.map((one) => buildRelease(one)));

  fc.assert(
    fc.property(list, list, (first, second) => {
      const merged = mergeReleases([first, second]);
      expect(merged.slice(0, first.length)).toEqual(first);
      expect(mergeReleases([merged, second])).toEqual(merged);
    }),
  );
});
