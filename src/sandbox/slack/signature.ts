import { createHmac } from 'node:crypto';

/** How a request is signed; everything but `valid` has to be refused by the app. */
export type Signature = 'valid' | 'forged' | 'stale' | 'future' | 'unsigned';

const minuteMs = 60_000;
const ages: Record<Signature, number> = {
  valid: 0,
  forged: 0,
  unsigned: 0,
  stale: 6 * minuteMs,
  future: -6 * minuteMs,
};

/** The headers an app knows Slack by; it judges them by its own clock, so they follow real time. */
export function signatureHeaders(
  signingSecret: string,
  signature: Signature,
  body: string,
): Record<string, string> {
  if (signature === 'unsigned') return {};
  const timestamp = String(Math.floor((Date.now() - ages[signature]) / 1000));
  const secret = signature === 'forged' ? `not ${signingSecret}` : signingSecret;
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}
