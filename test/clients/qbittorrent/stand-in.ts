import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createQbittorrent, type Qbittorrent } from '../../../src/clients/qbittorrent/index.ts';
import { memoryLoginGate } from '../../../src/clients/qbittorrent/login-gate.ts';
import {
  type Answer,
  answerRequest,
  type Received,
  type Row,
  type SyncState,
  type Version,
} from './stand-in-torrents.ts';

export const password = 'correct horse';
export const apiKey = 'qbt_0123456789012345678901234567';

export type StandIn = {
  version: Version;
  baseUrl: string;
  received: Received[];
  torrents: Map<string, Row>;
  sessions: Map<string, SyncState>;
  /** Answers of single paths in place of the usual ones. */
  scripted: Map<string, Answer>;
  settings: {
    isBanned: boolean;
    /** As when another port leads to it than the one it listens on. */
    isForeign: boolean;
    forgetsSync: boolean;
    cookieName: string;
    nextCookieName: string;
  };
  stop(): Promise<void>;
};

/** A loopback server that answers like the Web API of one version. */
export async function startStandIn(version: Version): Promise<StandIn> {
  const cookieName = version === '5.3' ? 'QBT_SID_8080' : 'SID';
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const standIn: StandIn = {
    version,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    torrents: new Map(),
    sessions: new Map(),
    scripted: new Map(),
    settings: {
      isBanned: false,
      isForeign: false,
      forgetsSync: false,
      cookieName,
      nextCookieName: cookieName,
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('request', (message, response) => void serve(standIn, message, response));
  return standIn;
}

async function serve(
  standIn: StandIn,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await receive(message);
  standIn.received.push(request);
  const scripted = standIn.scripted.get(request.path);
  if (standIn.settings.isForeign) send(response, { status: 401, body: 'Unauthorized' }, []);
  else if (scripted) send(response, scripted, []);
  else if (request.path === 'auth/login') logIn(standIn, request, response);
  else answerAsMember(standIn, request, response);
}

function logIn(standIn: StandIn, request: Received, response: ServerResponse): void {
  const { sessions, settings, version } = standIn;
  const isNew = version === '5.3';
  if (settings.isBanned) return send(response, { status: 403, body: 'Your IP is banned' }, []);
  if (request.fields.get('password') !== password) {
    return send(response, isNew ? { status: 401, body: 'Unauthorized' } : { body: 'Fails.' }, []);
  }
  const session = `session${standIn.received.length}`;
  sessions.set(session, { rid: 0, seen: new Map() });
  const cookie = `${settings.cookieName}=${session}; HttpOnly; path=/`;
  send(response, isNew ? { status: 204 } : { body: 'Ok.' }, [cookie]);
}

function answerAsMember(standIn: StandIn, request: Received, response: ServerResponse): void {
  const { sessions, settings, torrents, version } = standIn;
  const { cookieName, nextCookieName } = settings;
  const hasKey = version === '5.3' && request.authorization === `Bearer ${apiKey}`;
  const session = new RegExp(`(?:^|; )${cookieName}=([^;]*)`).exec(request.cookie)?.[1] ?? '';
  const state = sessions.get(session);
  if (!state && !hasKey) return send(response, { status: 403, body: 'Forbidden' }, []);
  const cookies: string[] = [];
  if (state && nextCookieName !== cookieName) {
    cookies.push(`${cookieName}=; expires=Thu, 01-Jan-1970 00:00:00 GMT; path=/`);
    cookies.push(`${nextCookieName}=renewed; HttpOnly; path=/`);
    sessions.delete(session);
    sessions.set('renewed', state);
    settings.cookieName = nextCookieName;
  }
  const remembered = settings.forgetsSync || !state ? { rid: 0, seen: new Map() } : state;
  send(response, answerRequest(version, torrents, request, remembered), cookies);
}

/** A client of the stand-in with a clock that can be moved. */
export function connect(
  standIn: StandIn,
  options: Partial<Parameters<typeof createQbittorrent>[0]> = {},
): Qbittorrent & { clock: { now: Date } } {
  const clock = { now: new Date('2026-03-01T12:00:00Z') };
  const client = createQbittorrent({
    baseUrl: standIn.baseUrl,
    username: 'warden',
    password,
    userAgent: 'test',
    now: () => clock.now,
    loginGate: memoryLoginGate(),
    ...options,
  });
  return { ...client, clock };
}

/** The requested paths in their order. */
export function pathsOf(standIn: StandIn): string[] {
  return standIn.received.map((request) => request.path);
}

async function receive(message: IncomingMessage): Promise<Received> {
  const url = new URL(message.url ?? '', 'http://127.0.0.1');
  const body = Buffer.concat(await message.toArray());
  const fields = new Map<string, string>();
  // Like the program, it does not read a body whose length is not told ahead.
  if (message.headers['content-length'] && body.length > 0) {
    const headers = { 'content-type': message.headers['content-type'] ?? '' };
    for (const [name, value] of await new Response(body, { headers }).formData()) {
      fields.set(name, typeof value === 'string' ? value : await value.text());
    }
  }
  const { cookie = '', authorization = '' } = message.headers;
  const path = url.pathname.replace('/api/v2/', '');
  return { path, query: url.searchParams, fields, cookie, authorization };
}

function send(response: ServerResponse, answer: Answer, cookies: string[]): void {
  const { status = 200, type = 'text/plain; charset=UTF-8', body = '' } = answer;
  response.writeHead(status, { 'content-type': type, 'set-cookie': cookies });
  response.end(body);
}
