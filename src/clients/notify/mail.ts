import { createHash } from 'node:crypto';
import { ExternalError } from '../../errors.ts';
import type { Notice, Notifier } from './index.ts';

const timeoutMs = 20_000;

/** Sends mails through the server of an address such as `smtps://user:password@host:465/?from=…&to=…`; throws ExternalError. */
export function createMail(url: URL): Notifier {
  const [from, to] = ['from', 'to'].map((name) => url.searchParams.get(name) ?? '');
  return {
    name: 'smtp',
    async send({ key, title, text, urgency }) {
      try {
        const transport = await openTransport(url);
        await transport.sendMail({
          from,
          to,
          subject: title,
          text,
          priority: urgency,
          messageId: messageIdOf(key),
        });
      } catch (error) {
        throw readFailure(error);
      }
    },
  };
}

/** The library is loaded by the first mail: most bots send none. */
async function openTransport(url: URL) {
  const { createTransport } = await import('nodemailer');
  const isSecure = url.protocol === 'smtps:';
  return createTransport({
    host: url.hostname,
    port: Number(url.port) || (isSecure ? 465 : 587),
    secure: isSecure,
    ...(url.username === '' ? {} : { auth: loginOf(url) }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function loginOf({ username, password }: URL): { user: string; pass: string } {
  return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}

/** The same for the same alert, by which mail programs know one that came twice. */
function messageIdOf(key: Notice['key']): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@shelfwarden>`;
}

/** What the server said is left out: it may quote the login. */
function readFailure(error: unknown): ExternalError {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  if (code === 'EAUTH') {
    return new ExternalError('smtp', 'unauthorized', 'the mail server refused the login');
  }
  if (responseCode === undefined) {
    return new ExternalError(
      'smtp',
      'unreachable',
      `no mail server answers (${code ?? 'unknown'})`,
    );
  }
  const kind = responseCode < 500 ? 'throttled' : 'refused';
  return new ExternalError('smtp', kind, `the mail server answered ${responseCode}`);
}
