import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Actor, Role } from '../../src/command/actor.ts';
import type { Commands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import type { Reply } from '../../src/command/reply.ts';
import { digestOf } from '../../src/http/secrets.ts';
import { createHttpServer, type HttpServerOptions } from '../../src/http/server.ts';
import type { Services } from '../../src/services.ts';
import { testCommands } from './test-commands.ts';

export const keys = {
  owner: 'owner-key-0123456789-0123456789-0123456789',
  viewer: 'viewer-key-0123456789-0123456789-012345678',
} as const satisfies Partial<Record<Role, string>>;

export const at = new Date('2026-03-01T12:00:00Z');

type LogLine = { level: string; message: string; data: Record<string, unknown> };

export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  body: {
    success: boolean;
    data: Record<string, unknown> | null;
    error: { code: string; message: string; hint: string; id: string } | null;
    timestamp: string;
  };
};

export type Ask = Omit<RequestInit, 'headers' | 'body'> & {
  key?: string | null;
  json?: unknown;
  body?: string;
  headers?: Record<string, string>;
};

/** A listening server over test commands; what it logs is kept, `ask` sends one request with the owner's key. */
export async function startServing(options: Partial<HttpServerOptions> = {}) {
  const lines: LogLine[] = [];
  const commands: Commands = options.commands ?? testCommands;
  const log = createRecorder(lines);
  const app = await createHttpServer({
    commands,
    execute: createExecute(commands, servicesOf(log)),
    apiKeys: async (key) => actorBy(key),
    confirmations: createConfirmations(),
    dashboard: createDashboard(),
    hooks: closedHooks,
    health: { live: () => ({ status: 'ok' }), ready: async () => ({ ok: true, checks: {} }) },
    figures: async () => [],
    log,
    now: () => at,
    version: '1.2.3',
    ...options,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const ask = async (path: string, { key = keys.owner, json, ...init }: Ask = {}) => {
    const response = await fetch(`${url}${path}`, {
      ...init,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      headers: {
        ...(key === null ? {} : { 'x-api-key': key }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
    });
    return await read(response);
  };
  return { ask, app, port, lines, [Symbol.asyncDispose]: () => app.close() };
}

/** No hook answers. */
export const closedHooks: HttpServerOptions['hooks'] = {
  token: undefined,
  secret: undefined,
  allow: [],
  take: async () => 'taken',
  refuse: async () => undefined,
};

export type Serving = Awaited<ReturnType<typeof startServing>>;

async function read(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get('content-type')?.startsWith('application/json') && text !== '';
  return { status, headers, text, body: (isJson ? JSON.parse(text) : {}) as Answer['body'] };
}

function actorBy(key: string): Actor | null {
  const role = (['owner', 'viewer'] as const).find((one) => keys[one] === key);
  return role ? { id: role, name: role, platform: 'api', role } : null;
}

/** Services without a database: a change runs in a transaction that keeps nothing. */
function servicesOf(log: Services['log']): Services {
  const em = {
    transactional: (work: (em: unknown) => unknown) => work(em),
    execute: async () => [],
  };
  return { em: () => em, now: () => at, log } as unknown as Services;
}

/** Kept in memory, for a server without a database. */
function createConfirmations(): HttpServerOptions['confirmations'] {
  const kept = new Set<string>();
  return {
    keep: async (digest) => void kept.add(digest),
    take: async (digest) => kept.delete(digest),
  };
}

/** A dashboard whose sessions are kept in memory. */
export function createDashboard(): HttpServerOptions['dashboard'] {
  const sessions = new Map<string, { actor: Actor; keyDigest: string; notice: Reply | null }>();
  return {
    sessions: {
      async open(key) {
        const actor = actorBy(key);
        if (!actor) return 'unknown';
        const token = randomBytes(32).toString('base64url');
        sessions.set(token, { actor, keyDigest: digestOf(key).toString('hex'), notice: null });
        return { token };
      },
      find: async (token) => sessions.get(token) ?? null,
      close: async (token) => void sessions.delete(token),
      async leaveNotice(token, notice) {
        const session = sessions.get(token);
        if (session) session.notice = notice;
      },
      async takeNotice(token) {
        const session = sessions.get(token);
        const notice = session?.notice ?? null;
        if (session) session.notice = null;
        return notice;
      },
    },
    chartSvg: () => null,
    cardOf: async () => null,
    pictureOf: async () => null,
    resources: async () => ({ kind: 'text', text: 'resources' }),
    logBug: () => undefined,
  };
}

function createRecorder(lines: LogLine[]): Services['log'] {
  const level = (name: string) => (data: Record<string, unknown>, message: string) =>
    void lines.push({ level: name, message, data });
  return {
    debug: level('debug'),
    info: level('info'),
    warn: level('warn'),
    error: level('error'),
  };
}
