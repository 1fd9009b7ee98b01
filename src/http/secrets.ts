import { createHash, timingSafeEqual } from 'node:crypto';

/** The only form in which a key is kept or compared. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in a time that does not depend on where the two differ. */
export function isSecret(given: string, digest: Buffer): boolean {
  return timingSafeEqual(digestOf(given), digest);
}
