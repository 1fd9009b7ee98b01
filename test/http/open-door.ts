import { load } from 'cheerio';
import { openServices } from '../../src/app.ts';
import { createOwnHooks } from '../../src/clients/own-hooks/index.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import { openHttp } from '../../src/open-http.ts';
import { createDatabase } from '../support/database.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

export const ownerKey = 'owner-key-0123456789-0123456789-0123456789';

export type Answer = { status: number; headers: Headers; text: string; data: Data; code: unknown };
type Data = Record<string, unknown>;
type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

/** The server as the bot opens it, with every command and a database of its own. */
export async function openDoor(environment: Record<string, string> = {}) {
  const database = await createDatabase();
  const { services, close } = await openServices({
    environment: {
      DATA_DIR: await makeTemporaryFolder(),
      API_KEY: ownerKey,
      HTTP_PORT: '0',
      LOG_LEVEL: 'error',
      ...environment,
    },
    connection: database.connection,
    platforms: ['terminal'],
    poolMax: 6,
    logFile: null,
  });
  const commands = await discoverCommands();
  const execute = createExecute(commands, services);
  const http = await openHttp({ services, commands, execute }, []);
  const { HOOK_SECRET: secret } = services.config.settings;
  if (secret) {
    const { now } = services;
    services.ownHooks = createOwnHooks({ baseUrl: http.url, secret, userAgent: 'test', now });
  }
  const ask = async (path: string, key: string | null, init: Init = {}): Promise<Answer> => {
    const headers = { ...(key === null ? {} : { 'x-api-key': key }), ...init.headers };
    const response = await fetch(`${http.url}${path}`, { redirect: 'manual', ...init, headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const body = (isJson && text ? JSON.parse(text) : {}) as {
      data?: Data | null;
      error?: Data | null;
    };
    const { status } = response;
    return {
      status,
      headers: response.headers,
      text,
      data: body.data ?? {},
      code: body.error?.['code'],
    };
  };
  const post = (path: string, key: string | null, json: unknown) =>
    ask(path, key, {
      method: 'POST',
      body: JSON.stringify(json),
      headers: { 'content-type': 'application/json' },
    });
  return {
    url: http.url,
    services,
    connection: database.connection,
    ask,
    post,
    /** A key with this role, made as an owner makes one. */
    async makeKey(name: string, role: string): Promise<string> {
      const made = await post('/api/commands/members', ownerKey, {
        action: 'key',
        key: name,
        role,
      });
      return String(made.data['secret']);
    },
    /** What a browser holds after signing in: its cookie, and the answer to the form. */
    async signIn(key: string) {
      const answer = await ask('/dashboard/sign-in', null, {
        method: 'POST',
        body: new URLSearchParams({ key }),
      });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      const visit = async (path: string) => {
        const page = await ask(path, null, { headers: { cookie } });
        return { ...page, page: load(page.text) };
      };
      return { status: answer.status, cookie, visit };
    },
    async [Symbol.asyncDispose]() {
      await http.close();
      await close();
      await database.drop();
    },
  };
}

export type OpenDoor = Awaited<ReturnType<typeof openDoor>>;
