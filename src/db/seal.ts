import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../errors.ts';
import type { Seal } from '../services.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** The key that seals, and earlier ones that still open. */
export type SealingKeys = { present: Buffer; earlier: readonly Buffer[] };

/**
 * AES-256-GCM: nonce, tag and ciphertext in one buffer; `open` throws when no key fits or the bytes are
 * not right.
 */
export function createSeal(present: Buffer, earlier: readonly Buffer[] = []): Seal {
  const first = sealOf(present);
  const others = earlier.map(sealOf);
  return {
    close: first.close,
    open(sealed) {
      try {
        return first.open(sealed);
      } catch (error) {
        const opened = others.map((other) => tryToOpen(other, sealed)).find((one) => one !== null);
        if (opened) return opened;
        throw error;
      }
    },
  };
}

/** What is inside; null when this seal's key does not fit. */
export function tryToOpen(seal: Seal, sealed: Buffer): Buffer | null {
  try {
    return seal.open(sealed);
  } catch {
    return null;
  }
}

/** Tells one key from another without telling the key. */
export function fingerprintOf(key: Buffer): Buffer {
  return createHmac('sha256', key).update('shelfwarden sealing key').digest();
}

function sealOf(key: Buffer): Seal {
  return {
    close(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const nonce = sealed.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([
        decipher.update(sealed.subarray(nonceBytes + tagBytes)),
        decipher.final(),
      ]);
    },
  };
}

type KeySettings = { SECRET_KEY?: string | undefined; SECRET_KEY_OLD: readonly string[] };

/**
 * The key from SECRET_KEY, else the one kept in `DATA_DIR/secret.key`, made at the first start with mode
 * 0600. What is in SECRET_KEY_OLD opens as well, and so does a key file that SECRET_KEY has replaced.
 */
export function sealingKeys(
  { SECRET_KEY, SECRET_KEY_OLD }: KeySettings,
  dataDir: string,
): SealingKeys {
  const file = path.join(dataDir, 'secret.key');
  const old = SECRET_KEY_OLD.map(keyOfWords);
  if (!SECRET_KEY) return { present: keptKey(file), earlier: old };
  const kept = existsSync(file) ? [readKey(file)] : [];
  return { present: keyOfWords(SECRET_KEY), earlier: [...old, ...kept] };
}

function keyOfWords(words: string): Buffer {
  return createHash('sha256').update(words).digest();
}

function keptKey(file: string): Buffer {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readKey(file);
}

function readKey(file: string): Buffer {
  const text = readFileSync(file, 'utf8').trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new ConfigError([
    `${file} does not hold a key. Put the old file back, or delete it: the tracker session is then asked for again.`,
  ]);
}
