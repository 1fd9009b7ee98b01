import { ExternalError } from '../../errors.ts';
import { expectOk } from '../http.ts';
import type { CookieJar } from './cookies.ts';
import type { Exchange } from './exchange.ts';
import { judgeLogin } from './login-answer.ts';
import type { Closed, Login, LoginGate } from './login-gate.ts';
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
  /** Host and port we call it by. */
  host: string;
  now: () => Date;
  loginGate: LoginGate;
}): () => Promise<Dialect> {
  const { exchange, cookies, credentials, host, now, loginGate } = options;
  const { username = '', password = '', apiKey } = credentials;

  async function tryPassword(): Promise<string | null> {
    const form = { username, password };
    const answer = await exchange({ method: 'POST', path: 'auth/login', form });
    // Whoever is let in by the host only gets 403 here.
    const isForeign = answer.status === 401 && (await readVersion()).status === 401;
    if (isForeign) throw foreignHost(host);
    return judgeLogin(answer);
  }

  const readVersion = () => exchange({ path: 'app/webapiVersion' });

  async function logIn(): Promise<Login<Dialect>> {
    cookies.clear();
    const refused = apiKey ? null : await tryPassword();
    if (refused) return { refused };
    const answer = await readVersion();
    if (apiKey && answer.status === 403) return { refused: 'it does not accept the API key' };
    if (answer.status === 401) throw foreignHost(host);
    expectOk('qbittorrent', answer, now());
    return { session: dialectOf(answer.body.toString('utf8')) };
  }

  return async () => {
    const passed = await loginGate.pass(now(), logIn);
    if ('session' in passed) return passed.session;
    throw refusal(passed);
  };
}

function refusal({ reason, closedUntil }: Closed): ExternalError {
  const text = `qBittorrent refused the login: ${reason}; next try at ${closedUntil.toISOString()}`;
  return new ExternalError('qbittorrent', 'unauthorized', text, { retryAt: closedUntil });
}

/** Its guard against foreign pages compares the port in our request with its own; no login is counted. */
function foreignHost(host: string): ExternalError {
  const text = `qBittorrent does not answer to the name ${host} (401): its own Web UI port is another one. Give the container or proxy in front of it the same port inside and outside, or switch off "host header validation" in its Web UI options`;
  return new ExternalError('qbittorrent', 'refused', text);
}
