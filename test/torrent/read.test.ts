import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readTorrent } from '../../src/torrent/read.ts';
import type { TorrentFault, TorrentFile } from '../../src/torrent/torrent.ts';
import { announce, type Bencode, encode, infoOf, type MadeFile } from './encode.ts';

const options = { allowedAnnounceHosts: ['tracker.example'] };
const book: MadeFile[] = [
  { path: 'CD1/01 Début.mp3', bytes: Buffer.alloc(20, 1) },
  { path: 'CD1/02.mp3', bytes: Buffer.alloc(21, 2) },
  { path: 'cover.jpg', bytes: Buffer.alloc(3, 3) },
];
const base = infoOf('A Book', book);

type Fields = { [key: string]: Bencode | undefined };

const read = (info: Fields, top: Fields = {}) =>
  readTorrent(encode({ announce, info, ...top }), options);

const faultOf = (result: TorrentFile | TorrentFault) => ('fault' in result ? result.fault : null);

const withFile = (file: Fields) => ({ ...base, files: [file, { length: 44, path: ['b'] }] });

const withPath = (...path: Bencode[]) => read(withFile({ length: 0, path }));

test('reads a folder of files with the paths the download client writes', () => {
  const result = read(base);

  expect(result).toEqual({
    infoHash: createHash('sha1').update(encode(base)).digest('hex'),
    name: 'A Book',
    pieceLength: 16,
    pieces: base['pieces'],
    totalBytes: 44,
    isPrivate: true,
    isSingleFile: false,
    announceHosts: ['tracker.example'],
    files: [
      { path: 'A Book/CD1/01 Début.mp3', lengthBytes: 20, isPadding: false },
      { path: 'A Book/CD1/02.mp3', lengthBytes: 21, isPadding: false },
      { path: 'A Book/cover.jpg', lengthBytes: 3, isPadding: false },
    ],
  });
});

test('reads a single file as a path without a folder', () => {
  const result = read({ ...base, files: undefined, name: 'Book.m4b', length: 44 });

  expect(result).toMatchObject({
    isSingleFile: true,
    files: [{ path: 'Book.m4b', lengthBytes: 44, isPadding: false }],
  });
});

test('prefers the fields that are UTF-8 by name, as the client does', () => {
  const file = { length: 44, path: [Buffer.from([0xe9])], 'path.utf-8': ['é.mp3'] };

  const result = read({ ...base, name: Buffer.from([0xe9]), 'name.utf-8': 'é', files: [file] });

  expect(result).toMatchObject({ name: 'é', files: [{ path: 'é/é.mp3' }] });
});

test('marks padding and lets it repeat a path', () => {
  const padding = { attr: 'p', length: 2, path: ['.pad', '2'] };
  const named = { length: 2, path: ['_____padding_file_0_____'] };
  const files = [padding, { length: 38, path: ['a.mp3'] }, padding, named];

  const result = read({ ...base, files });

  expect(result).toMatchObject({
    files: [{ isPadding: true }, { isPadding: false }, { isPadding: true }, { isPadding: true }],
  });
});

test('names what the client changes in a name: direction marks, control characters, length', () => {
  const long = `${'x'.repeat(239)}éyyyyyy`;

  const result = read({
    ...base,
    name: 'a\u202eb\u200e',
    files: [
      { length: 1, path: ['tab\there'] },
      { length: 1, path: [`${long}.mp3`] },
      { length: 42, path: [long] },
    ],
  });

  expect(result).toMatchObject({
    files: [
      { path: 'ab/tab_here' },
      { path: `ab/${'x'.repeat(239)}é.mp3` },
      { path: `ab/${'x'.repeat(239)}é` },
    ],
  });
});

test('keeps no address and no byte of the announce in what it returns', () => {
  const result = read(base, { 'announce-list': [[announce], ['', announce]], 'url-list': '' });

  expect(JSON.stringify(result)).not.toContain('0123456789abcdef');
  expect('pieces' in result && result.pieces.length).toBe(60);
  expect('pieces' in result && Buffer.from(result.pieces.buffer).includes(announce)).toBe(false);
});

describe('refuses', () => {
  test.each<[string, Fields, Fields, string]>([
    ['no info', {}, { info: undefined }, 'bad-info'],
    ['no name', { name: undefined }, {}, 'bad-info'],
    ['no length and no files', { files: undefined }, {}, 'bad-info'],
    ['length beside files', { length: 44 }, {}, 'bad-info'],
    ['a negative length', { files: undefined, length: -1 }, {}, 'bad-info'],
    ['zero files', { files: [] }, {}, 'bad-info'],
    ['files that are no list', { files: {} }, {}, 'bad-info'],
    ['a file that is no dictionary', { files: [1] }, {}, 'bad-info'],
    ['a file without a length', { files: [{ path: ['a'] }] }, {}, 'bad-info'],
    ['only empty files', { files: [{ length: 0, path: ['a'] }], pieces: '' }, {}, 'bad-info'],
    ['a sum beyond safe numbers', { files: twoHuge() }, {}, 'bad-info'],
    ['a name of two dots', { name: '..' }, {}, 'bad-path'],
    ['an empty name', { name: '' }, {}, 'bad-path'],
    ['a file without a path', { files: [{ length: 44 }] }, {}, 'bad-path'],
    ['a path that is no list', { files: [{ length: 44, path: 'a' }] }, {}, 'bad-path'],
    ['a symbolic link', { files: [{ attr: 'l', length: 44, path: ['a'] }] }, {}, 'bad-path'],
    ['a piece length of zero', { 'piece length': 0 }, {}, 'bad-pieces'],
    ['a piece length of 2 GiB', { 'piece length': 2 ** 31 }, {}, 'bad-pieces'],
    ['no piece length', { 'piece length': undefined }, {}, 'bad-pieces'],
    ['no pieces', { pieces: undefined }, {}, 'bad-pieces'],
    ['half a digest', { pieces: Buffer.alloc(50) }, {}, 'bad-pieces'],
    ['a digest too many', { pieces: Buffer.alloc(80) }, {}, 'bad-pieces'],
    ['no private mark', { private: undefined }, {}, 'not-private'],
    ['private 0', { private: 0 }, {}, 'not-private'],
    ['private as text', { private: '1' }, {}, 'not-private'],
    ['version 2', { 'meta version': 2, 'file tree': {} }, {}, 'unsupported-version'],
    ['a hybrid', { 'meta version': 2 }, {}, 'unsupported-version'],
    ['no announce', {}, { announce: undefined }, 'foreign-announce'],
    ['a foreign announce', {}, { announce: 'https://other.example/a' }, 'foreign-announce'],
    ['a look-alike', {}, { announce: 'https://tracker.example.evil.example' }, 'foreign-announce'],
    ['a host as user name', {}, { announce: 'https://tracker.example@x.y/' }, 'foreign-announce'],
    ['another scheme', {}, { announce: 'udp://tracker.example:80' }, 'foreign-announce'],
    ['an announce that is no text', {}, { announce: 1 }, 'foreign-announce'],
    [
      'a foreign second tier',
      {},
      { 'announce-list': [[announce], ['http://x.y/']] },
      'foreign-announce',
    ],
    ['a foreign web seed', {}, { 'url-list': 'http://x.y/' }, 'foreign-announce'],
  ])('%s', (_name, info, top, expected) => {
    const result = read({ ...base, ...info }, top);

    expect(result).toMatchObject({ fault: expected });
  });

  test.each<[string, Bencode[]]>([
    ['an empty path', []],
    ['an empty part', ['a', '']],
    ['one dot', ['.', 'a']],
    ['two dots', ['..', '..', 'etc', 'passwd']],
    ['dots behind a direction mark', ['.\u202e.', 'a']],
    ['an absolute part', ['/etc/passwd']],
    ['a slash inside', ['a/b']],
    ['a backslash', ['..\\a']],
    ['a NUL', ['a\0b']],
    ['256 bytes', ['é'.repeat(128)]],
    ['invalid UTF-8', [Buffer.from([0x61, 0xff])]],
    ['an encoded surrogate', [Buffer.from([0xed, 0xa0, 0x80])]],
    ['a number', [1]],
    ['33 folders', Array.from({ length: 33 }, () => 'a')],
  ])('a path with %s', (_name, path) => {
    const result = withPath(...path);

    expect(result).toMatchObject({ fault: 'bad-path' });
  });

  test.each([
    [['a.mp3'], ['a.mp3']],
    [
      ['CD1', 'a.mp3'],
      ['cd1', 'A.MP3'],
    ],
    [['é'], ['e\u0301']],
    [['a'], ['a', 'b']],
    [['a!'], ['a', 'b'], ['a']],
    [['a\u202e'], ['a']],
  ])('colliding paths %j and %j', (...paths) => {
    const files = paths.map((path, index) => ({ length: index === 0 ? 44 : 0, path }));

    const result = read({ ...base, files });

    expect(result).toMatchObject({ fault: 'bad-path' });
  });

  test('an info dictionary with unsorted keys, which other readers hash wrongly', () => {
    const result = readTorrent(Buffer.from('d4:infod4:name1:a6:lengthi1eee'), options);

    expect(faultOf(result)).toBe('not-canonical');
  });

  test('more than 10 MiB before looking inside', () => {
    const result = readTorrent(Buffer.alloc(10 * 1024 * 1024 + 1), options);

    expect(faultOf(result)).toBe('too-large');
  });

  test('nesting of a hundred thousand levels', () => {
    const result = readTorrent(Buffer.from(`d4:info${'l'.repeat(100_000)}`), options);

    expect(faultOf(result)).toBe('too-deep');
  });

  test('more than 10,000 files, and takes exactly 10,000', () => {
    const files = Array.from({ length: 10_001 }, (_, n) => ({ length: 1, path: [`${n}`] }));
    const pieces = Buffer.alloc(20 * Math.ceil(10_000 / 16));

    const most = read({ ...base, files: files.slice(1), pieces });
    const tooMany = read({ ...base, files });

    expect(most).toMatchObject({ totalBytes: 10_000 });
    expect(faultOf(tooMany)).toBe('too-many-files');
  });
});

test('explains each refusal in one sentence without the announce address', () => {
  const results = [
    read({ ...base, private: 0 }),
    read(base, { announce: 'https://other.example/announce/0123456789abcdef' }),
    withPath('..'),
    readTorrent(Buffer.from('<html>'), options),
  ];

  for (const result of results) {
    expect(result).toMatchObject({ explanation: expect.stringMatching(/^[A-Z].*[^.]\.$/) });
    expect(JSON.stringify(result)).not.toContain('0123456789abcdef');
  }
});

function twoHuge(): Bencode[] {
  return ['a', 'b'].map((name) => ({ length: Number.MAX_SAFE_INTEGER, path: [name] }));
}
