import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSigned, readClaim } from '../../src/http/hook-signature.ts';

const now = new Date('2026-03-01T12:00:00Z');
const seconds = now.getTime() / 1000;
const secret = 'hook-secret-0123456789-0123456789';
const sign = (timestamp: string, body: Uint8Array) =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
const headers = (timestamp: number, hex = 'ab'.repeat(32)) => ({
  'x-shelfwarden-timestamp': String(timestamp),
  'x-shelfwarden-signature': `sha256=${hex}`,
});

test.each([
  [-301, false],
  [-300, true],
  [0, true],
  [300, true],
  [301, false],
])('a delivery whose clock is %i seconds off is looked at: %s', (offSeconds, isLookedAt) => {
  const claim = readClaim(headers(seconds + offSeconds), now);

  expect(typeof claim !== 'string').toBe(isLookedAt);
});

test('digits of a signature may be written large or small', () => {
  const small = readClaim(headers(seconds, 'ab'.repeat(32)), now);

  expect(readClaim(headers(seconds, 'AB'.repeat(32)), now)).toEqual(small);
});

test('one changed bit of the body or the signature is noticed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), (bytes, where) => {
      const body = Buffer.from(bytes);
      const timestamp = String(seconds);
      const signature = sign(timestamp, body);
      const flipped = Buffer.from(body);
      const at = where % (body.length * 8);
      flipped.writeUInt8(flipped.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
      const forged = Buffer.from(signature);
      forged.writeUInt8(forged.readUInt8(where % 32) ^ 1, where % 32);

      expect(isSigned({ timestamp, signature }, body, secret)).toBe(true);
      expect(isSigned({ timestamp, signature }, flipped, secret)).toBe(false);
      expect(isSigned({ timestamp, signature: forged }, body, secret)).toBe(false);
    }),
  );
});
