import { expect, test } from 'vitest';
import { extensionVerdict } from '../../src/integrity/extensions.ts';

const entries = (...paths: string[]) =>
  paths.map((path) => ({ path, lengthBytes: 1, isPadding: false }));

const judge = (...paths: string[]) => {
  const { link, skipped, stop } = extensionVerdict(entries(...paths));
  return {
    link: link.map((file) => file.path),
    skipped: skipped.map((file) => file.path),
    stop: stop.map((file) => file.path),
  };
};

test.each(['mp3', 'm4a', 'm4b', 'ogg', 'flac', 'aac', 'opus', 'wav', 'MP3'])(
  'links audio of type %s',
  (extension) => {
    const verdict = judge(`Book/01.${extension}`);

    expect(verdict).toEqual({ link: [`Book/01.${extension}`], skipped: [], stop: [] });
  },
);

test.each(['cover.jpg', 'cover.jpeg', 'a.png', 'a.webp', 'a.cue', 'a.pdf', 'a.epub', 'a.nfo'])(
  'links %s beside audio, and stops when it is alone',
  (name) => {
    const beside = judge('Book/01.mp3', `Book/${name}`);
    const alone = judge(`Book/${name}`);

    expect(beside.link).toEqual(['Book/01.mp3', `Book/${name}`]);
    expect(alone.stop).toEqual([null]);
  },
);

test.each([
  'notes.txt',
  'a.m3u',
  'video.mp4',
  'mp3',
  'mp3.',
  'a.mp3.part',
  '._01.mp3',
  '.AppleDouble/01.mp3',
  'a.',
])('skips %s', (name) => {
  const verdict = judge('Book/01.mp3', `Book/${name}`);

  expect(verdict).toEqual({ link: ['Book/01.mp3'], skipped: [`Book/${name}`], stop: [] });
});

test.each([
  'setup.exe',
  'SETUP.EXE',
  'setup.exe .',
  '.exe',
  'book.mp3.exe',
  'book.\u202e3pm.scr',
  'a.lnk',
  'a.ps1',
  'a.js',
  'a.jar',
  'a.sh',
  'a.dll',
  'a.apk',
  'a.zip',
  'a.part1.rar',
  'a.r00',
  'a.z01',
  'a.7z',
  'a.tar.gz',
  'a.iso',
  'a.aax',
  'a.aaxc',
  'a.aa',
])('stops at %s wherever it lies', (name) => {
  const verdict = judge('Book/01.mp3', `Book/extras/${name}`);

  expect(verdict.stop).toEqual([`Book/extras/${name}`]);
});

test('passes over padding and a hidden root folder', () => {
  const padding = { path: '.pad/12.exe', lengthBytes: 12, isPadding: true };

  const verdict = extensionVerdict([...entries('.Book/01.mp3'), padding]);

  expect(verdict).toEqual({ link: entries('.Book/01.mp3'), skipped: [], stop: [] });
});

test('gives a reason a person understands', () => {
  const { stop } = extensionVerdict(entries('a.exe', 'b.rar', 'c.aax'));

  expect(stop).toEqual([
    { path: 'a.exe', reason: 'it is a program' },
    { path: 'b.rar', reason: 'it is an archive, and archives are never unpacked' },
    { path: 'c.aax', reason: 'the audio is locked by its seller' },
    { path: null, reason: 'there is no audio file' },
  ]);
});
