import { request } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keys, type Serving, startServing } from './serving.ts';

let http: Serving;
beforeEach(async () => {
  http = await startServing();
});
afterEach(() => http[Symbol.asyncDispose]());

test.each([
  ['no key', null],
  ['an unknown key', 'x'.repeat(40)],
  ['a shortened key', keys.owner.slice(0, -1)],
  ['an empty key', ''],
])('%s opens nothing below /api', async (_name, key) => {
  const paths = ['/api/commands/echo?word=a', '/api/openapi.json', '/api/nothing', '/api'];

  const answers = await Promise.all(paths.map((path) => http.ask(path, { key })));

  for (const answer of answers) {
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ success: false, error: { code: 'not_allowed' } });
  }
});

test('without any configured key the API is closed and health still answers', async () => {
  await using closed = await startServing({ apiKeys: async () => null });

  const api = await closed.ask('/api/commands/echo?word=a');
  const health = await closed.ask('/health');

  expect(api.status).toBe(401);
  expect(health.status).toBe(200);
});

test('one key has 60 requests a minute, and strangers at its address do not use them up', async () => {
  const strangers = await statuses(12, { key: null });
  const own = await statuses(61, {});
  const others = await statuses(1, { key: keys.viewer });

  expect(count(strangers, 401)).toBe(10);
  expect(count(strangers, 429)).toBe(2);
  expect(count(own, 200)).toBe(60);
  expect(count(own, 429)).toBe(1);
  expect(others).toEqual([200]);
});

test('guesses of a key count together with requests without one', async () => {
  const guesses = await Promise.all(
    Array.from({ length: 14 }, (_, index) => http.ask('/api/x', { key: `guess-${index}` })),
  );

  expect(
    count(
      guesses.map((answer) => answer.status),
      429,
    ),
  ).toBe(4);
  const refused = guesses.find((answer) => answer.status === 429);
  expect(refused?.body.error?.code).toBe('rate_limited');
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('one key has 20 approvals an hour, by either path', async () => {
  const ask = { method: 'POST', json: { proposal: 1 } };
  const byName = await statuses(12, ask, '/api/commands/approve');
  const byPath = await statuses(9, { method: 'POST' }, '/api/proposals/1/approve');
  const other = await http.ask('/api/commands/note', { method: 'POST' });

  expect(count([...byName, ...byPath], 200)).toBe(20);
  expect(count([...byName, ...byPath], 429)).toBe(1);
  expect(other.status).toBe(200);
});

test('who was refused may ask again when the minute is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') });
  try {
    const first = await statuses(11, { key: null });
    vi.setSystemTime(new Date('2026-03-01T12:00:59Z'));
    const early = await statuses(1, { key: null });
    vi.setSystemTime(new Date('2026-03-01T12:01:01Z'));
    const later = await statuses(1, { key: null });

    expect([count(first, 429), early, later]).toEqual([1, [429], [401]]);
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['evil.example', 403],
  ['127.0.0.1.evil.example:8000', 403],
  ['localhost.evil.example', 403],
  ['shelf.example', 200],
  ['SHELF.example:443', 200],
  ['localhost', 200],
  ['127.0.0.1:9', 200],
  ['127.0.0.53', 200],
  ['[::1]:8000', 200],
])('on loopback the name %s is answered with %i', async (host, status) => {
  await using named = await startServing({ publicUrl: 'https://shelf.example/' });

  const answer = await askAs(host, named.port, '/health/live');

  expect(answer).toEqual({ status, hasId: true });
});

test('OPTIONS tells the methods and allows no other origin', async () => {
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };

  const answer = await http.ask('/api/commands/note', { method: 'OPTIONS', headers });
  const stranger = await http.ask('/api/commands/note', { method: 'OPTIONS', headers, key: null });

  expect(answer.status).toBe(204);
  expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
  expect([...answer.headers.keys()].filter((name) => name.includes('allow-origin'))).toEqual([]);
  expect(stranger.status).toBe(401);
});

test('HEAD answers like GET, without the body', async () => {
  const head = await http.ask('/api/commands/echo?word=a', { method: 'HEAD' });
  const wrong = await http.ask('/api/commands/echo', { method: 'HEAD' });

  expect([head.status, head.text]).toEqual([200, '']);
  expect([wrong.status, wrong.text]).toEqual([400, '']);
});

test.each([
  ['GET', '/api/commands/note', 'POST, OPTIONS'],
  ['POST', '/api/commands/echo', 'HEAD, GET, OPTIONS'],
  ['PUT', '/api/proposals/1/approve', 'POST, OPTIONS'],
])('%s %s is refused with the methods it takes', async (method, path, allow) => {
  const answer = await http.ask(path, { method });

  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(allow.split(', ').sort());
  expect(answer.body.error?.code).toBe('bad_input');
});

test('every answer carries the headers that keep browsers from using it', async () => {
  const answers = await Promise.all(
    ['/api/commands/echo?word=a', '/health/live', '/nothing'].map((path) => http.ask(path)),
  );

  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.has('x-powered-by')).toBe(false);
  }
  expect(answers[0]?.headers.get('cache-control')).toBe('no-store');
});

async function statuses(times: number, ask: Parameters<Serving['ask']>[1], path?: string) {
  const target = path ?? '/api/commands/echo?word=a';
  const asked = Array.from({ length: times }, () => http.ask(target, ask));
  return (await Promise.all(asked)).map((answer) => answer.status);
}

function count(all: readonly number[], status: number): number {
  return all.filter((one) => one === status).length;
}

/** fetch does not let a test choose the Host header. */
function askAs(host: string, port: number, path: string) {
  return new Promise<{ status: number | undefined; hasId: boolean }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: { host } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, hasId: 'x-request-id' in answer.headers });
    });
    sent.on('error', reject).end();
  });
}
