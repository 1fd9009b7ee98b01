import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTorrent } from '../../src/torrent/read.ts';
import { announce, encode, infoOf } from './encode.ts';
import { heavyTorrents } from './heavy.ts';
import { hostileTorrent, seededRandom } from './hostile.ts';
import { readHostile } from './invariants.ts';

const options = { allowedAnnounceHosts: ['tracker.example'] };

const part = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((text) => `_${text.replaceAll(/[/\\\0]/g, '')}`);
const content = fc.uint8Array({ minLength: 1, maxLength: 100 }).map((bytes) => Buffer.from(bytes));
const files = fc
  .array(fc.tuple(fc.array(part, { maxLength: 3 }), part, content), { minLength: 1, maxLength: 6 })
  .map((made) =>
    made.map(([folders, name, bytes], index) => ({
      path: [...folders, `${index}${name}`].join('/'),
      bytes,
    })),
  );
const info = fc
  .tuple(part, files, fc.integer({ min: 1, max: 64 }))
  .map(([name, made, pieceLength]) => infoOf(name, made, pieceLength));

test('takes every proper torrent and hashes the raw info slice', () => {
  fc.assert(
    fc.property(info, (made) => {
      const result = readTorrent(encode({ announce, info: made }), options);

      const infoHash = createHash('sha1').update(encode(made)).digest('hex');
      expect(result).toMatchObject({ infoHash });
    }),
  );
});

test('is total on arbitrary bytes', () => {
  const bencodeLike = fc.array(fc.constantFrom('d', 'l', 'i', 'e', '1:', '0', ':', '4:info', '-'));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 500 }).map((array) => Buffer.from(array)),
    bencodeLike.map((parts) => Buffer.from(parts.join(''))),
  );

  fc.assert(
    fc.property(bytes, (input) => {
      const result = readTorrent(input, options);

      expect(result).toHaveProperty('fault');
    }),
    { numRuns: 500 },
  );
});

test('is total on torrents with bytes changed, cut out or put in, and never lets a path out', () => {
  const edit = fc.tuple(fc.nat(), fc.nat(3), fc.uint8Array({ maxLength: 4 }));

  fc.assert(
    fc.property(info, fc.array(edit, { minLength: 1, maxLength: 4 }), (made, edits) => {
      let bytes = encode({ announce, info: made });
      for (const [position, removed, added] of edits) {
        const at = position % bytes.length;
        bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
      }

      const result = readTorrent(bytes, options);

      const paths = 'fault' in result ? [] : result.files.map((file) => `/${file.path}/`);
      expect(paths.filter((path) => /\/\.{0,2}\/|\\|\0/.test(path))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('has an answer to rely on for whatever is sent, here for a few of the inputs of `bench torrent-fuzz`', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31), (seed) => {
      const outcome = readHostile(hostileTorrent(seededRandom(seed)));

      expect(outcome).not.toBe('');
    }),
    { numRuns: 3000 },
  );
});

test.each(Object.entries(heavyTorrents))('answers to %s', (_name, make) => {
  const outcome = readHostile(make());

  expect(outcome).toMatch(/^(?:torrent|not-|too-|bad-)/);
});
