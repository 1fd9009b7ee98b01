import { bodyForm, type SandboxAnswer, type SandboxRequest, text } from '../http.ts';
import type { Dialect } from './torrent.ts';

export type Credentials = { username: string; password: string; apiKey: string };

export type Login = {
  /** The session a request belongs to; null when it may not pass. */
  sessionOf: (request: SandboxRequest) => string | null;
  answer: (request: SandboxRequest) => Promise<SandboxAnswer>;
  /** Ends every session, as a restart of the program does. */
  forget: () => void;
};

const failuresBeforeBan = 5;

export function createLogin(dialect: Dialect, right: Credentials, random: () => number): Login {
  const sessions = new Set<string>();
  let failures = 0;
  let logins = 0;
  return {
    sessionOf: ({ headers }) => {
      const cookie = /(?:^|;\s*)(?:SID|QBT_SID_\d+)=([^;]*)/.exec(headers.cookie ?? '')?.[1] ?? '';
      if (sessions.has(cookie)) return cookie;
      if (dialect === '4.5') return null;
      const { username, password, apiKey } = right;
      const basic = Buffer.from(`${username}:${password}`).toString('base64');
      const accepted = [`Bearer ${apiKey}`, `Basic ${basic}`];
      return accepted.includes(headers.authorization ?? '') ? 'key' : null;
    },
    answer: async (request) => {
      const form = await bodyForm(request);
      if (failures >= failuresBeforeBan) {
        return text(
          'Your IP address has been banned after too many failed authentication attempts.',
          403,
        );
      }
      if (form.get('username') !== right.username || form.get('password') !== right.password) {
        failures += 1;
        return dialect === '4.5' ? text('Fails.') : text('Unauthorized', 401);
      }
      failures = 0;
      logins += 1;
      const bytes = Array.from({ length: 24 }, () => random() * 256);
      const session = `${Buffer.from(bytes).toString('hex')}${logins}`;
      sessions.add(session);
      return welcome(dialect, session, request.headers.host ?? '');
    },
    forget: () => sessions.clear(),
  };
}

function welcome(dialect: Dialect, session: string, host: string): SandboxAnswer {
  if (dialect === '4.5') {
    const cookie = `SID=${session}; HttpOnly; SameSite=Strict; path=/`;
    return {
      status: 200,
      headers: { 'content-type': 'text/plain', 'set-cookie': cookie },
      body: 'Ok.',
    };
  }
  const cookie = `QBT_SID_${host.split(':')[1]}=${session}; Max-Age=3600; HttpOnly; SameSite=Lax; path=/`;
  return { status: 204, headers: { 'set-cookie': cookie }, body: '' };
}
