import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const chunkBytes = 65_536;
const tagBytes = 16;

/** Each file has a key of its own, so that a counter can be the nonce. */
export type FileKey = { salt: Buffer; key: Buffer; check: string };

/** The key of one file out of the secret of all; `check` tells whether it is the right one. */
export function fileKey(secret: string, salt: Buffer = randomBytes(32)): FileKey {
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'shelfwarden backup', 32));
  return { salt, key, check: createHmac('sha256', key).update('check').digest('hex') };
}

/**
 * Encrypts in chunks of 64 KiB by AES-256-GCM. The nonce counts them and marks the last, and each is
 * bound to the header: none can be changed, moved, left out or cut off unnoticed.
 */
export function encrypt({ key }: FileKey, header: Buffer) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let number = 0;
    for await (const { bytes, isLast } of regroup(source, chunkBytes)) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number++, isLast)).setAAD(header);
      yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    }
  };
}

/** The way back; throws at the first chunk that is not as it was written. */
export function decrypt({ key }: FileKey, header: Buffer) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let number = 0;
    for await (const { bytes, isLast } of regroup(source, chunkBytes + tagBytes)) {
      const nonce = nonceOf(number++, isLast);
      const options = { authTagLength: tagBytes };
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, options).setAAD(header);
      const end = Math.max(0, bytes.length - tagBytes);
      decipher.setAuthTag(bytes.subarray(end));
      yield Buffer.concat([decipher.update(bytes.subarray(0, end)), decipher.final()]);
    }
  };
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** Pieces of one size; only the last, which there always is, may be shorter. */
async function* regroup(
  source: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    if (length <= size) continue;
    let rest = Buffer.concat(parts);
    for (; rest.length > size; rest = rest.subarray(size)) {
      yield { bytes: rest.subarray(0, size), isLast: false };
    }
    parts = [rest];
    length = rest.length;
  }
  yield { bytes: Buffer.concat(parts), isLast: true };
}
