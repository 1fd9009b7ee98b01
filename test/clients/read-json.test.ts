import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Audnexus, createAudnexus } from '../../src/clients/audnexus/index.ts';
import { type ProviderServer, startProviders } from '../../src/sandbox/providers.ts';

let server: ProviderServer;
let audnexus: Audnexus;
let turns = 0;
const asin = 'B0MARS0001';

beforeEach(async () => {
  turns = 0;
  server = await startProviders();
  audnexus = createAudnexus({
    baseUrl: `${server.url}/audnexus`,
    region: 'us',
    userAgent: 'Shelfwarden/test',
    pace: async () => void (turns += 1),
    timeoutMs: 1000,
  });
});

afterEach(() => server.stop());

test.each([
  ['too many requests', { status: 429, headers: { 'retry-after': '12' } }, 'throttled'],
  ['a server that is down', { status: 500 }, 'unreachable'],
  ['a refusal', { status: 400, body: '{}' }, 'refused'],
  ['a locked door', { status: 403, body: '{}' }, 'unauthorized'],
  ['a web page', { status: 200, body: '<html>' }, 'unexpected'],
  ['half an answer', { status: 200, body: '{"asin":"B0MA' }, 'unexpected'],
  ['another form', { status: 200, body: '{"asin":"B0MARS0001"}' }, 'unexpected'],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'refused'],
  ['a cut connection', { cut: 'before' as const }, 'unreachable'],
  ['silence', { hang: 'before' as const }, 'unreachable'],
])('%s is an error of its kind', async (_, fault, kind) => {
  server.failNext('audnexus', fault);

  await expect(audnexus.book(asin)).rejects.toMatchObject({ service: 'audnexus', kind });
  expect(server.requests).toHaveLength(1);
});

test('an answer without an end is given up', async () => {
  server.failNext('audnexus', { status: 200, body: 'x'.repeat(5 * 1024 * 1024) });

  await expect(audnexus.book(asin)).rejects.toMatchObject({ kind: 'unexpected' });
});

test('every request waits for its turn and says whose it is, and nothing else of us', async () => {
  await audnexus.book(asin);
  await audnexus.chapters(asin);

  expect(turns).toBe(2);
  for (const { headers } of server.requests) {
    expect(headers['user-agent']).toBe('Shelfwarden/test');
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('authorization');
  }
});
