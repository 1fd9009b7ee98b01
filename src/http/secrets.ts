import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../command/actor.ts';

/** The only form in which a key is kept or compared. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in a time that does not depend on where the two differ. */
export function isSecret(given: string, digest: Buffer): boolean {
  return timingSafeEqual(digestOf(given), digest);
}

/** Finds whose key it is among known digests; every digest is compared, whichever matches. */
export function createApiKeys(
  known: readonly { digest: Buffer; actor: Actor }[],
): (key: string) => Actor | null {
  return (key) => {
    let found: Actor | null = null;
    for (const { digest, actor } of known) if (isSecret(key, digest)) found = actor;
    return found;
  };
}
