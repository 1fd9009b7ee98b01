import { ExternalError } from '../../errors.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import type { Exchange } from './exchange.ts';
import type { Dialect } from './versions.ts';

export type Session = {
  /** Sends one request, its path below `api/v2/`, as a logged-in user; any status but 403 is an answer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  dialect(): Promise<Dialect>;
  /** How often a session began; what qBittorrent keeps per session starts anew with each. */
  sessionCount(): number;
};

/** Logs in when first needed, for all callers at once, and once more when a good session has ended. */
export function createSession(exchange: Exchange, logIn: () => Promise<Dialect>): Session {
  let current: Dialect | null = null;
  let opening: Promise<Dialect> | null = null;
  let sessionCount = 0;

  async function open(): Promise<Dialect> {
    const opened = await logIn();
    sessionCount += 1;
    current = opened;
    return opened;
  }

  async function dialect(): Promise<Dialect> {
    if (current) return current;
    opening ??= open().finally(() => {
      opening = null;
    });
    return opening;
  }

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const wasOpen = current !== null;
    const used = await dialect();
    const answer = await exchange(request);
    if (answer.status !== 403) return answer;
    if (current === used) current = null;
    if (!wasOpen) throw stillForbidden();
    await dialect();
    const again = await exchange(request);
    if (again.status === 403) throw stillForbidden();
    return again;
  }

  return { send, dialect, sessionCount: () => sessionCount };
}

function stillForbidden(): ExternalError {
  const text = 'qBittorrent accepted the login but forbids the request (403)';
  return new ExternalError('qbittorrent', 'unauthorized', text);
}
