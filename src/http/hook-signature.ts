import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What the headers of a delivery claim. */
export type Claim = { timestamp: string; signature: Buffer };

const windowSeconds = 300;

/** Reads the claim of a delivery; a sentence when it need not be looked at any further. */
export function readClaim(headers: IncomingHttpHeaders, now: Date): Claim | string {
  const timestamp = headers['x-shelfwarden-timestamp'];
  const signature = headers['x-shelfwarden-signature'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
    return 'The header X-Shelfwarden-Timestamp is missing or no number of seconds.';
  }
  const hex = typeof signature === 'string' && /^sha256=([\da-f]{64})$/i.exec(signature)?.[1];
  if (!hex) return 'The header X-Shelfwarden-Signature is missing or not sha256=<64 hex digits>.';
  const offSeconds = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (offSeconds > windowSeconds) {
    return `The time of the delivery is more than ${windowSeconds} seconds off.`;
  }
  return { timestamp, signature: Buffer.from(hex, 'hex') };
}

/** Whether the secret made this signature for exactly this time and body. */
export function isSigned({ timestamp, signature }: Claim, body: Buffer, secret: string): boolean {
  const due = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
  return timingSafeEqual(due, signature);
}
