import type { Delivery, Envelope, Line } from './delivery.ts';
import { type Signature, signatureHeaders } from './signature.ts';
import { type JsonObject, report, type Workspace } from './workspace.ts';

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
    const headers = {
      'content-type': `application/${type}`,
      ...signatureHeaders(signingSecret, signature, text),
      ...retryHeaders(retry),
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
      return withinDeadline(answered, deadlineMs, () =>
        report(workspace, 'late_ack', `${envelope.about}: not answered within ${deadlineMs} ms`),
      );
    },
  };
  return line;
}

async function withinDeadline(
  answered: Promise<Delivery>,
  deadlineMs: number,
  onLate: () => void,
): Promise<Delivery> {
  const { promise: late, resolve } = Promise.withResolvers<Delivery>();
  const timer = setTimeout(() => {
    onLate();
    resolve({ outcome: 'operation_timeout' });
  }, deadlineMs);
  const delivery = await Promise.race([answered, late]);
  clearTimeout(timer);
  return delivery;
}

function retryHeaders(retry: Envelope['retry']): Record<string, string> {
  if (!retry || retry.attempt === 0) return {};
  const { attempt, reason } = retry;
  return { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': `http_${reason}` };
}

function bodyOf({ kind, payload }: Envelope): JsonObject | string {
  if (kind === 'events_api') return payload;
  if (kind === 'interactive') {
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  }
  return new URLSearchParams(payload as Record<string, string>).toString();
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
