import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { type Ask, closedHooks, startServing } from './serving.ts';

const token = 'hook-token-0123456789';
const path = '/hooks/qbittorrent';
const withToken: Ask = { method: 'POST', headers: { 'x-hook-token': token }, key: null };

function countingHooks(options: { token?: string | undefined; allow?: string[] } = {}) {
  const hints: string[] = [];
  const take = async (name: string) => {
    hints.push(name);
    return 'taken' as const;
  };
  return { hints, hooks: { ...closedHooks, token, ...options, take } };
}

test.each([
  ['nothing', {}],
  ['a form', { body: 'name=Book&hash=abc', type: 'application/x-www-form-urlencoded' }],
  ['JSON', { body: '{"hash":"abc"}', type: 'application/json' }],
  ['JSON that is broken', { body: '{"hash":', type: 'application/json' }],
  ['text', { body: 'done', type: 'text/plain' }],
])('a hint with %s is taken, whatever it says', async (_name, { body, type }: Sent) => {
  const { hints, hooks } = countingHooks();
  await using http = await startServing({ hooks });
  const headers = { 'x-hook-token': token, ...(type ? { 'content-type': type } : {}) };

  const answer = await http.ask(path, { ...withToken, headers, ...(body ? { body } : {}) });

  expect(answer.status).toBe(202);
  expect(answer.body).toMatchObject({ success: true, data: null });
  expect(hints).toEqual(['qbittorrent']);
});

type Sent = { body?: string; type?: string };

test('the caller does not wait for what the hint sets off', async () => {
  const hooks = { ...closedHooks, token, take: () => new Promise<never>(() => undefined) };
  await using http = await startServing({ hooks });

  const answer = await http.ask(path, withToken);

  expect(answer.status).toBe(202);
});

test('a hint that cannot be passed on is a line in the log', async () => {
  const hooks = { ...closedHooks, token, take: () => Promise.reject(new Error('no database')) };
  await using http = await startServing({ hooks });

  const answer = await http.ask(path, withToken);
  await nextTurn();

  expect(answer.status).toBe(202);
  expect(http.lines).toContainEqual({
    level: 'warn',
    message: 'a hint was not passed on',
    data: { id: answer.headers.get('x-request-id'), cause: 'no database' },
  });
});

test.each([
  ['no token', {}],
  ['a wrong token', { 'x-hook-token': 'hook-token-0123456780' }],
  ['half the token', { 'x-hook-token': token.slice(0, 10) }],
  ['an API key', { 'x-api-key': token }],
])('%s is refused before the body is read', async (_name, headers) => {
  const { hints, hooks } = countingHooks();
  await using http = await startServing({ hooks });

  const answer = await http.ask(path, { method: 'POST', headers, body: 'a', key: null });

  expect(answer.status).toBe(401);
  expect(answer.body.error?.code).toBe('not_allowed');
  expect(hints).toEqual([]);
});

test('without a configured token there is no hook', async () => {
  const { hooks } = countingHooks({ token: undefined });
  await using http = await startServing({ hooks });

  const answer = await http.ask(path, withToken);

  expect(answer.status).toBe(404);
});

test('a body of more than 16 KiB is refused', async () => {
  const { hints, hooks } = countingHooks();
  await using http = await startServing({ hooks });

  const answer = await http.ask(path, { ...withToken, body: 'a'.repeat(17 * 1024) });

  expect(answer.status).toBe(413);
  expect(hints).toEqual([]);
});

test.each([
  ['127.0.0.1', [], 202],
  ['::1', [], 202],
  ['::ffff:127.0.0.1', [], 202],
  ['192.0.2.7', [], 403],
  ['192.0.2.7', ['192.0.2.7'], 202],
  ['::ffff:192.0.2.7', ['192.0.2.7'], 202],
  ['192.0.2.8', ['192.0.2.7'], 403],
  ['172.18.9.9', ['172.18.0.0/16'], 202],
  ['172.19.0.1', ['172.18.0.0/16'], 403],
  ['2001:db8::5', ['2001:db8::/64'], 202],
  ['2001:db9::5', ['2001:db8::/64'], 403],
])(
  'the address %s with HOOK_ALLOW %j is answered with %i',
  async (remoteAddress, allow, status) => {
    const { hooks } = countingHooks({ allow });
    await using http = await startServing({ hooks });

    const answer = await http.app.inject({
      method: 'POST',
      url: path,
      headers: { 'x-hook-token': token },
      remoteAddress,
    });

    expect(answer.statusCode).toBe(status);
  },
);

test.each(['nas.local', '10.0.0.0/33', '10.0.0.0/', '10.0.0.1/8/8', '::1/129', ''])(
  'HOOK_ALLOW "%s" stops the start',
  async (entry) => {
    const { hooks } = countingHooks({ allow: ['10.0.0.1', entry] });

    await expect(startServing({ hooks })).rejects.toThrow(ConfigError);
  },
);
