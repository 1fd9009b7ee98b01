import { ExternalError } from '../../errors.ts';
import { expectOk } from '../http.ts';
import type { CookieJar } from './cookies.ts';
import type { Exchange } from './exchange.ts';
import { judgeLogin } from './login-answer.ts';
import { type LoginGate, loginPauseMs } from './login-gate.ts';
import { type Dialect, dialectOf } from './versions.ts';

export type Credentials = {
  username?: string | undefined;
  password?: string | undefined;
  /** From qBittorrent 5.2; used instead of user and password when given. */
  apiKey?: string | undefined;
};

/**
 * A function that begins a session and reads the version. A refusal throws `unauthorized`, closes
 * the gate and is not repeated before it opens again.
 */
export function createLogin(options: {
  exchange: Exchange;
  cookies: CookieJar;
  credentials: Credentials;
  now: () => Date;
  loginGate: LoginGate;
}): () => Promise<Dialect> {
  const { exchange, cookies, credentials, now, loginGate } = options;
  const { username = '', password = '', apiKey } = credentials;
  let closedUntil: Date | null = null;

  async function refuse(reason: string): Promise<never> {
    const time = now();
    closedUntil = new Date(time.getTime() + loginPauseMs);
    await loginGate.refused(time, reason);
    throw refusal(`qBittorrent refused the login: ${reason}`, closedUntil);
  }

  return async () => {
    const time = now();
    if (!(await loginGate.mayTry(time))) {
      throw refusal('qBittorrent refused an earlier login', gateOpensAt(closedUntil, time));
    }
    cookies.clear();
    if (!apiKey) {
      const form = { username, password };
      const reason = judgeLogin(await exchange({ method: 'POST', path: 'auth/login', form }));
      if (reason) await refuse(reason);
    }
    const answer = await exchange({ path: 'app/webapiVersion' });
    const isDenied = answer.status === 401 || answer.status === 403;
    if (apiKey && isDenied) await refuse('it does not accept the API key');
    await loginGate.succeeded();
    expectOk('qbittorrent', answer, now());
    return dialectOf(answer.body.toString('utf8'));
  };
}

/** When it was another process that was refused, all we know is that the gate opens within the pause. */
function gateOpensAt(closedUntil: Date | null, now: Date): Date {
  return closedUntil && closedUntil > now ? closedUntil : new Date(now.getTime() + loginPauseMs);
}

function refusal(sentence: string, retryAt: Date): ExternalError {
  const text = `${sentence}; next try at ${retryAt.toISOString()}`;
  return new ExternalError('qbittorrent', 'unauthorized', text, { retryAt });
}
