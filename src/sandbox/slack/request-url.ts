import { createHmac } from 'node:crypto';
import type { Delivery, Envelope, Line } from './delivery.ts';
import { type JsonObject, report, type Workspace } from './workspace.ts';

/** How a request is signed; everything but `valid` has to be refused by the app. */
export type Signature = 'valid' | 'forged' | 'stale' | 'future' | 'unsigned';

export type AppAnswer = { status: number; body: unknown };

export type RequestUrl = Line & {
  address: string | null;
  /** Posts any body to the app. */
  send: (
    body: JsonObject | string,
    signature: Signature,
    retry?: Envelope['retry'],
  ) => Promise<AppAnswer>;
  /** The check Slack makes before it accepts the address. */
  verify: () => Promise<boolean>;
};

const minuteMs = 60_000;
const ages: Record<Signature, number> = {
  valid: 0,
  forged: 0,
  unsigned: 0,
  stale: 6 * minuteMs,
  future: -6 * minuteMs,
};

export function createRequestUrl(options: {
  workspace: Workspace;
  signingSecret: string;
  address: string | null;
  deadlineMs: number;
}): RequestUrl {
  const { workspace, signingSecret, deadlineMs } = options;

  const send: RequestUrl['send'] = async (body, signature, retry) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'x-www-form-urlencoded' : 'json';
    // The app judges by its own clock, whatever time the stand-in has.
    const timestamp = String(Math.floor((Date.now() - ages[signature]) / 1000));
    const headers = {
      'content-type': `application/${type}`,
      ...(signature !== 'unsigned' && {
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': sign(
          signature === 'forged' ? 'guess' : signingSecret,
          timestamp,
          text,
        ),
      }),
      ...(retry &&
        retry.attempt > 0 && {
          'x-slack-retry-num': String(retry.attempt),
          'x-slack-retry-reason': `http_${retry.reason}`,
        }),
    };
    const answer = await fetch(line.address ?? '', { method: 'POST', headers, body: text });
    return { status: answer.status, body: await readBody(answer) };
  };

  const line: RequestUrl = {
    address: options.address,
    send,
    verify: async () => {
      const challenge = workspace.nextId('challenge');
      const token = 'sandbox-verification-token';
      const answer = await send({ type: 'url_verification', token, challenge }, 'valid');
      const { body } = answer;
      return answer.status === 200 && (body as JsonObject)['challenge'] === challenge;
    },
    deliver: async (envelope) => {
      const answered = send(bodyOf(envelope), 'valid', envelope.retry).then(
        ({ status, body }): Delivery =>
          status === 200
            ? { outcome: 'acknowledged', payload: body }
            : { outcome: 'dispatch_failed' },
        (): Delivery => ({ outcome: 'dispatch_failed' }),
      );
      const { promise: late, resolve } = Promise.withResolvers<Delivery>();
      const timer = setTimeout(() => {
        report(workspace, 'late_ack', `${envelope.about}: not answered within ${deadlineMs} ms`);
        resolve({ outcome: 'operation_timeout' });
      }, deadlineMs);
      void answered.finally(() => clearTimeout(timer));
      return Promise.race([answered, late]);
    },
  };
  return line;
}

function bodyOf({ kind, payload }: Envelope): JsonObject | string {
  if (kind === 'events_api') return payload;
  if (kind === 'interactive') {
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  }
  return new URLSearchParams(payload as Record<string, string>).toString();
}

function sign(secret: string, timestamp: string, body: string): string {
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return `v0=${digest}`;
}

/** JSON as it is; plain words count as the text of a message. */
async function readBody(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (text === '') return {};
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  try {
    return isJson ? (JSON.parse(text) as unknown) : { text };
  } catch {
    return { text };
  }
}
