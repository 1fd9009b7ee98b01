import { announce, type Bencode, encode, infoOf } from './encode.ts';

/** Numbers from 0 up to 1, the same ones for the same seed. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Fields = { [key: string]: Bencode | undefined };

const book = (count: number, folder = '') =>
  Array.from({ length: count }, (_, index) => ({
    path: `${folder}${index} Kapitel.mp3`,
    bytes: Buffer.alloc(30 + index, index),
  }));
const padded = [{ path: '.pad/9', bytes: Buffer.alloc(9), attr: 'p' }, ...book(2)];
const infos: Fields[] = [
  infoOf('Ein Hörbuch', book(3)),
  infoOf('Many', book(40, 'CD1/')),
  infoOf('Padded', padded),
  infoOf('Deep', book(2, 'a/b/c/d/e/f/')),
  { ...infoOf('x', book(1)), files: undefined, name: 'Book.m4b', length: 30 },
  { ...infoOf('v2', book(2)), 'meta version': 2, 'file tree': { a: { '': { length: 1 } } } },
  { ...infoOf('Utf8', book(2)), 'name.utf-8': 'Ütf8' },
];
const tops: Fields[] = [
  { announce },
  { announce, 'announce-list': [[announce], [announce, '']], comment: 'c' },
  { announce, 'url-list': '', 'creation date': 1_700_000_000 },
];
const corpus = infos.flatMap((info) => tops.map((top) => encode({ ...top, info })));

const names = [
  'announce',
  'announce-list',
  'attr',
  'files',
  'file tree',
  'httpseeds',
  'info',
  'length',
  'meta version',
  'name',
  'name.utf-8',
  'path',
  'path.utf-8',
  'piece length',
  'pieces',
  'private',
  'url-list',
  '__proto__',
  'constructor',
  'toString',
];
const texts: Bencode[] = [
  '',
  '.',
  '..',
  'a/b',
  'a\\b',
  'nul\0',
  '/etc/passwd',
  'x'.repeat(256),
  'ü'.repeat(130),
  '\u202egpj.exe',
  'e\u0301'.repeat(60),
  'magnet:?xt=urn:btih:0',
  'https://elsewhere.example/x',
  announce,
  Buffer.from([0xff, 0xfe, 0x80]),
  Buffer.alloc(20, 7),
  Buffer.alloc(19, 7),
];
const counts = [-1, 0, 1, 3, 16_384, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53)];
const tokens = [
  'd',
  'l',
  'e',
  'i0e',
  'i-0e',
  'i00e',
  'i9007199254740993e',
  `i${'9'.repeat(40)}e`,
  'ie',
  'i-e',
  'i1.5e',
  '0:',
  '00:',
  '1:',
  '5:ab',
  '99999999999:',
  '-1:',
  '4:info',
  '9:__proto__',
  '2:..',
  'le',
  'de',
  'llllllll',
  'dddddddd',
  ':',
  '\0',
  '\ufeff',
  ' ',
];

/** One input that a reader of torrent files might meet on a bad day; the same one for the same numbers. */
export function hostileTorrent(random: Random): Buffer {
  const kind = random();
  if (kind < 0.4) return mutate(pick(random, corpus), random);
  if (kind < 0.8) return encode(swapFields(random));
  if (kind < 0.95) return Buffer.from(scribble(random, 0), 'latin1');
  return pick(random, nonsense)(random);
}

function pick<One>(random: Random, list: readonly One[]): One {
  return list[Math.floor(random() * list.length)] as One;
}

function whole(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** Bytes changed, cut out, put in, doubled or moved, up to six times. */
function mutate(original: Buffer, random: Random): Buffer {
  let bytes = original;
  for (let left = 1 + whole(random, 6); left > 0; left -= 1) {
    const at = whole(random, bytes.length + 1);
    const end = Math.min(bytes.length, at + whole(random, 24));
    const [head, middle, tail] = [
      bytes.subarray(0, at),
      bytes.subarray(at, end),
      bytes.subarray(end),
    ];
    const edits: (() => Buffer[])[] = [
      () => [head, tail],
      () => [head, middle, middle, tail],
      () => [head, Buffer.from(pick(random, tokens)), middle, tail],
      () => [head, Buffer.from(pick(random, tokens)), tail],
      () => [head, middle.map((byte) => byte ^ (1 << whole(random, 8))) as Buffer, tail],
      () => [tail, middle, head],
      () => [head],
      () => [head, middle, tail, Buffer.from(pick(random, tokens))],
    ];
    bytes = Buffer.concat(pick(random, edits)());
  }
  return bytes;
}

/** A proper torrent in which up to three values are something else; canonical, so that every rule is reached. */
function swapFields(random: Random): Fields {
  const info = copyOf(pick(random, infos));
  const torrent: Fields = { ...pick(random, tops), info };
  for (let left = 1 + whole(random, 3); left > 0; left -= 1) {
    const files = info['files'];
    const file = Array.isArray(files) ? pick(random, files) : undefined;
    const places = [info, info, torrent, isFields(file) ? file : info];
    const value = random() < 0.15 ? undefined : anyValue(random, 0);
    // An assignment would change the prototype when the name is `__proto__`.
    const own = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(pick(random, places), pick(random, names), own);
  }
  return torrent;
}

function copyOf(fields: Fields): Fields {
  const files = fields['files'];
  if (!Array.isArray(files)) return { ...fields };
  return { ...fields, files: files.map((file) => (isFields(file) ? copyOf(file) : file)) };
}

function isFields(value: Bencode | undefined): value is Fields {
  return typeof value === 'object' && !Array.isArray(value) && !Buffer.isBuffer(value);
}

function anyValue(random: Random, depth: number): Bencode {
  const kind = depth > 4 ? 0 : whole(random, 4);
  if (kind === 0) return pick(random, texts);
  if (kind === 1) return pick(random, counts);
  const items = Array.from({ length: whole(random, 4) }, () => anyValue(random, depth + 1));
  if (kind === 2) return items;
  return Object.fromEntries(items.map((item) => [pick(random, names), item]));
}

/** Something that looks like bencode from afar: keys in any order, doubled, lengths that lie. */
function scribble(random: Random, depth: number): string {
  const kind = depth > 36 ? 0 : random();
  if (kind < 0.3) return pick(random, tokens);
  if (kind < 0.5) {
    const text = pick(random, names);
    return `${text.length + (random() < 0.1 ? whole(random, 5) : 0)}:${text}`;
  }
  const parts = Array.from({ length: whole(random, 4) }, () => scribble(random, depth + 1));
  const close = random() < 0.95 ? 'e' : '';
  if (kind < 0.75) return `l${parts.join('')}${close}`;
  const pairs = parts.map((part) => {
    const key = pick(random, names);
    return `${key.length}:${key}${part}`;
  });
  return `d${(random() < 0.8 ? pairs.sort() : pairs).join('')}${close}`;
}

const nonsense: ((random: Random) => Buffer)[] = [
  () => Buffer.alloc(0),
  (random) => Buffer.from(Array.from({ length: whole(random, 300) }, () => whole(random, 256))),
  () => Buffer.from('<!doctype html><title>Login</title><form action="/takelogin.php">'),
  () => Buffer.from('magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567'),
  (random) => Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), pick(random, corpus)]),
  (random) => Buffer.concat([Buffer.from('\ufeff'), pick(random, corpus)]),
  (random) => Buffer.from('l'.repeat(whole(random, 5000))),
  (random) => Buffer.from(`${'d1:a'.repeat(whole(random, 2000))}`),
];
