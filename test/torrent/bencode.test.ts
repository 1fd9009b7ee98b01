import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkBencode, pick, rootOf, textOf } from '../../src/torrent/bencode.ts';
import { encode } from './encode.ts';

const limits = { maxDepth: 4, maxValues: 1000 };
const check = (text: string) => checkBencode(Buffer.from(text, 'latin1'), limits);

test.each(['i0e', 'i-7e', 'i9007199254740991e', '0:', '3:abc', 'le', 'de', 'd1:ai1e1:bl0:ee'])(
  'takes %j as canonical',
  (text) => {
    const fault = check(text);

    expect(fault).toBeNull();
  },
);

test.each([
  ['', 'not-bencode'],
  ['e', 'not-bencode'],
  ['x', 'not-bencode'],
  ['<html></html>', 'not-bencode'],
  ['magnet:?xt=urn:btih:00', 'not-bencode'],
  ['i12', 'not-bencode'],
  ['ie', 'not-bencode'],
  ['i-e', 'not-bencode'],
  ['i1.5e', 'not-bencode'],
  ['i+1e', 'not-bencode'],
  ['i 1e', 'not-bencode'],
  ['5:abc', 'not-bencode'],
  ['-1:a', 'not-bencode'],
  ['99999999:a', 'not-bencode'],
  ['li1e', 'not-bencode'],
  ['d1:ae', 'not-bencode'],
  ['di1ei1ee', 'not-bencode'],
  ['i00e', 'not-canonical'],
  ['i-0e', 'not-canonical'],
  ['i-01e', 'not-canonical'],
  ['i9007199254740992e', 'not-canonical'],
  [`i${'9'.repeat(400)}e`, 'not-canonical'],
  ['01:a', 'not-canonical'],
  ['99999999999999999999:a', 'not-canonical'],
  ['d1:bi1e1:ai1ee', 'not-canonical'],
  ['d1:ai1e1:ai1ee', 'not-canonical'],
  ['d2:aai1e1:ai1ee', 'not-canonical'],
  ['i1ei1e', 'not-canonical'],
  ['0:\n', 'not-canonical'],
  ['lllll', 'too-deep'],
])('refuses %j as %s', (text, expected) => {
  const fault = check(text);

  expect(fault).toBe(expected);
});

test('allows exactly the depth it is given', () => {
  const deepest = check('llll1:aeeee');
  const deeper = check('lllll1:aeeeee');

  expect(deepest).toBeNull();
  expect(deeper).toBe('too-deep');
});

test('orders keys by their bytes, not by their characters', () => {
  const high = encode({ '\u{1f600}': 1, '\uffff': 2 });

  const fault = checkBencode(high, limits);

  expect(fault).toBeNull();
});

test('keeps a key that names a part of every object apart from the object', () => {
  const bytes = Buffer.from('d9:__proto__d1:a1:bee');

  const found = pick(rootOf(bytes), ['__proto__', 'constructor']);

  expect([...(found?.keys() ?? [])]).toEqual(['__proto__']);
  expect(Object.prototype).not.toHaveProperty('a');
});

test('gives back every text that was written', () => {
  const text = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

  fc.assert(
    fc.property(text, text, (first, second) => {
      const bytes = encode({ a: first, b: [second, { c: first }], z: second });

      const found = pick(rootOf(bytes), ['a', 'z']);

      expect(checkBencode(bytes, limits)).toBeNull();
      expect(found?.get('a') && textOf(found.get('a')!)).toEqual(first);
      expect(found?.get('z') && textOf(found.get('z')!)).toEqual(second);
    }),
  );
});
