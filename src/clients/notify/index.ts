import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, type HttpRequest } from '../http.ts';
import { createMail } from './mail.ts';
import type { NotifyName, NotifyTarget } from './targets.ts';

export type Notice = {
  key: string;
  title: string;
  text: string;
  urgency: 'low' | 'normal' | 'high';
};

export type Notifier = { name: NotifyName; send(notice: Notice): Promise<void> };

const ntfyPriority = { low: 3, normal: 4, high: 5 };
const gotifyPriority = { low: 4, normal: 6, high: 9 };
/** ntfy makes a file of anything longer than 4,096 bytes. */
const ntfyLetters = 1300;

/** Sends texts to one service; throws ExternalError. None of them knows a text it has, so one whose answer got lost may come twice. */
export function createNotifier(target: NotifyTarget, options: { userAgent: string }): Notifier {
  return target.name === 'smtp'
    ? createMail(target.url)
    : createPush({ ...target, name: target.name }, options);
}

type PushName = Exclude<NotifyName, 'smtp'>;

function createPush(
  { name, url }: { name: PushName; url: URL },
  options: { userAgent: string },
): Notifier {
  const { request, baseUrl } = senders[name](url);
  const http = createHttp({ service: name, baseUrl, ...options });
  const login = loginOf(url);
  return {
    name,
    async send(notice) {
      const { headers, ...rest } = request(notice);
      const answer = await http({
        method: 'POST',
        ...rest,
        headers: { ...login, ...headers },
        timeoutMs: 20_000,
        maxBytes: 100_000,
      });
      if (answer.status >= 300 && answer.status < 400) {
        throw new ExternalError(name, 'unexpected', 'it sends us to another address');
      }
      expectOk(name, answer);
    },
  };
}

type Sender = { baseUrl: string; request: (notice: Notice) => HttpRequest };

const senders: Record<PushName, (url: URL) => Sender> = {
  ntfy(url) {
    const parts = url.pathname.split('/').filter(Boolean);
    const topic = parts.pop() ?? '';
    const baseUrl = [url.origin, ...parts].join('/');
    return {
      baseUrl,
      request: ({ title, text, urgency }) => ({
        path: '',
        json: { topic, title, message: cut(text, ntfyLetters), priority: ntfyPriority[urgency] },
      }),
    };
  },
  gotify(url) {
    const key = url.searchParams.get('token') ?? '';
    return {
      baseUrl: `${url.origin}${url.pathname}`,
      request: ({ title, text, urgency }) => ({
        path: 'message',
        headers: { 'x-gotify-key': key },
        json: { title, message: text, priority: gotifyPriority[urgency] },
      }),
    };
  },
  webhook: (url) => ({
    baseUrl: url.origin,
    request: (notice) => ({
      path: url.pathname.slice(1),
      query: url.searchParams,
      json: notice,
    }),
  }),
};

/** `https://user:password@host`, or a token as the name alone. */
function loginOf({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const [name, secret] = [username, password].map(decodeURIComponent);
  if (password === '') return { authorization: `Bearer ${name}` };
  return { authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` };
}

function cut(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters)}…` : text;
}
