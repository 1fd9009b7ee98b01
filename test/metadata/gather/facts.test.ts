import { expect, test } from 'vitest';
import { placesOf } from '../../../src/metadata/gather/book-files.ts';
import { pathFacts } from '../../../src/metadata/gather/path-facts.ts';
import { releaseFacts } from '../../../src/metadata/gather/release-facts.ts';
import type { StoredFacts } from '../../../src/releases/release.entity.ts';

test('folders tell author, series, place, title and reader', () => {
  expect(pathFacts('Ines Okoro/Lantern Coast/02 - The Salt Road {Mira Quill}')).toEqual({
    title: 'The Salt Road',
    authors: ['Ines Okoro'],
    narrators: ['Mira Quill'],
    series: [{ name: 'Lantern Coast', sequence: '2' }],
  });
  expect(pathFacts('')).toEqual({});
});

test('an upload tells what its page says, and nothing it does not', () => {
  const stored = {
    title: 'The Salt Road [Unabridged]',
    subtitle: null,
    authors: ['Ines Okoro'],
    narrators: [],
    series: [{ name: 'Lantern Coast', position: '2' }],
    language: 'en',
    asin: null,
    isAbridged: false,
    durationSeconds: 36_030,
  } as unknown as StoredFacts;

  expect(releaseFacts(stored)).toEqual({
    title: 'The Salt Road',
    authors: ['Ines Okoro'],
    series: [{ name: 'Lantern Coast', sequence: '2' }],
    language: 'en',
    isAbridged: false,
    durationMinutes: 600.5,
  });
});

test.each([
  ['below LIBRARY_PATH', '/books/Ines/Salt/1.mp3', ['/mnt/books/Ines/Salt/1.mp3']],
  ['by PATH_MAP first', '/nas/Salt/1.mp3', ['/srv/Salt/1.mp3', '/mnt/books/Salt/1.mp3']],
  ['nowhere', '/elsewhere/1.mp3', []],
  ['not above the library', '/books/../etc/passwd', []],
  ['not the library itself', '/books', []],
])('a path of Audiobookshelf is looked for %s', (_, theirs, ours) => {
  const view = {
    roots: ['/books', '/nas'],
    libraryPath: '/mnt/books',
    pathMap: [{ from: '/nas', to: '/srv' }],
  };

  expect(placesOf(theirs, view)).toEqual(ours);
});
