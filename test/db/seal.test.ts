import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSeal, fingerprintOf, sealingKeys } from '../../src/db/seal.ts';
import { ConfigError } from '../../src/errors.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-seal-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The key that seals with these settings. */
const sealingKey = (secretKey: string | undefined, dataDir: string) =>
  sealingKeys({ SECRET_KEY: secretKey, SECRET_KEY_OLD: [] }, dataDir).present;
const seal = createSeal(Buffer.alloc(32, 1));
const secret = Buffer.from('the cookie');

test('what was sealed is opened again, and does not show in the sealed bytes', () => {
  const sealed = seal.close(secret);

  expect(seal.open(sealed)).toEqual(secret);
  expect(sealed.includes(secret)).toBe(false);
});

test('every content survives, also none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      const plain = Buffer.from(bytes);

      expect(seal.open(seal.close(plain))).toEqual(plain);
    }),
  );
});

test('the same content looks different each time', () => {
  expect(seal.close(secret)).not.toEqual(seal.close(secret));
});

test('another key does not open it', () => {
  const other = createSeal(Buffer.alloc(32, 2));

  expect(() => other.open(seal.close(secret))).toThrow('unable to authenticate');
});

test('not one changed bit goes unnoticed', () => {
  const sealed = seal.close(secret);

  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => seal.open(changed)).toThrow('unable to authenticate');
  }
});

test('bytes that were cut off are not opened, wherever the cut is', () => {
  const sealed = seal.close(Buffer.alloc(0));

  for (let length = 0; length < sealed.length; length++) {
    expect(() => seal.open(sealed.subarray(0, length))).toThrow(/Invalid|authenticate/);
  }
});

test('SECRET_KEY gives the same key everywhere and leaves no file', async () => {
  const key = sealingKey('a secret key of more than 32 characters', folder);

  expect(key).toHaveLength(32);
  expect(key).toEqual(sealingKey('a secret key of more than 32 characters', '/nowhere'));
  expect(key).not.toEqual(sealingKey('a secret key of more than 32 characterz', folder));
  expect(await readdir(folder)).toEqual([]);
});

test('without SECRET_KEY a key is made once, in a file that only its owner can read', async () => {
  const dataDir = path.join(folder, 'new', 'data');

  const key = sealingKey(undefined, dataDir);

  const file = path.join(dataDir, 'secret.key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toBe(`${key.toString('hex')}\n`);
  expect(sealingKey(undefined, dataDir)).toEqual(key);
  expect(sealingKey(undefined, folder)).not.toEqual(key);
});

test.each([
  ['empty', ''],
  ['cut off', randomBytes(16).toString('hex')],
  ['no key at all', 'g'.repeat(64)],
])('a key file that is %s stops the start and is left as it is', async (_, content) => {
  const file = path.join(folder, 'secret.key');
  await writeFile(file, content);

  expect(() => sealingKey(undefined, folder)).toThrow(ConfigError);
  expect(() => sealingKey(undefined, folder)).toThrow(
    `${file} does not hold a key. Put the old file back`,
  );
  expect(await readFile(file, 'utf8')).toBe(content);
});

test('an earlier key opens what it has sealed, and seals nothing any more', () => {
  const [old, present] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const both = createSeal(present, [Buffer.alloc(32, 3), old]);

  expect(both.open(createSeal(old).close(secret))).toEqual(secret);
  expect(createSeal(present).open(both.close(secret))).toEqual(secret);
  expect(() => createSeal(old).open(both.close(secret))).toThrow('unable to authenticate');
  expect(() => both.open(createSeal(Buffer.alloc(32, 9)).close(secret))).toThrow('authenticate');
});

test('the keys of SECRET_KEY_OLD open, and so does a key file that SECRET_KEY has replaced', () => {
  const old = 'an older secret key of more than 32 characters';
  const kept = sealingKeys({ SECRET_KEY_OLD: [] }, folder).present;

  const { present, earlier } = sealingKeys(
    { SECRET_KEY: 'x'.repeat(32), SECRET_KEY_OLD: [old] },
    folder,
  );

  expect(earlier).toEqual([sealingKey(old, folder), kept]);
  expect(present).toEqual(sealingKey('x'.repeat(32), folder));
});

test('a fingerprint tells keys apart and is not the key', () => {
  const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

  expect(fingerprintOf(one)).toEqual(fingerprintOf(one));
  expect(fingerprintOf(one)).not.toEqual(fingerprintOf(other));
  expect(fingerprintOf(one).includes(one)).toBe(false);
});
