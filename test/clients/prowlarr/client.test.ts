import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createProwlarr } from '../../../src/clients/prowlarr/index.ts';
import { readResult } from '../../../src/clients/prowlarr/rows.ts';
import { type SandboxProwlarr, startProwlarr } from '../../../src/sandbox/prowlarr.ts';
import { makeReleases } from '../../../src/sandbox/releases.ts';
import { createSwarm } from '../../../src/sandbox/torrents.ts';

const trackerUrl = 'https://tracker.example';
const site = { name: 'Tracker', url: trackerUrl, announce: 'https://t.tracker.example/announce' };
const other = { name: 'Other', url: 'https://other.example', announce: 'https://other.example/a' };
const [release] = makeReleases();

let server: SandboxProwlarr;
let clock: Date;

beforeEach(async () => {
  clock = new Date('2026-06-15T12:00:00Z');
  server = await startProwlarr({ swarm: createSwarm(), now: () => clock });
  onTestFinished(() => server.stop());
  if (release) server.offers.push({ release, site, isFree: true });
});

const client = (changes: { apiKey?: string; baseUrl?: string } = {}) =>
  createProwlarr({
    baseUrl: server.url,
    apiKey: server.apiKey,
    trackerUrl,
    userAgent: 'warden-test/1',
    ...changes,
  });

test('a search asks for audiobooks, and knows the torrents of the tracker by their number', async () => {
  if (release) server.offers.push({ release, site: other, isFree: false });

  const rows = await client().search('Warlord Burroughs');

  expect(rows).toMatchObject([
    { trackerId: String(release?.id), indexer: 'Tracker', indexerFlags: ['freeleech'] },
    { trackerId: null, indexer: 'Other', guid: `https://other.example/t/${release?.id}` },
  ]);
  const [request] = server.requests;
  expect(request?.query).toEqual({
    query: 'Warlord Burroughs',
    type: 'search',
    categories: '3030',
    limit: '100',
  });
  expect(request?.headers['x-api-key']).toBe(server.apiKey);
  expect(request?.headers.cookie).toBeUndefined();
});

test('the torrent file of a result is fetched from Prowlarr', async () => {
  const [row] = await client().search('Warlord');

  const bytes = await client().torrentFile(row?.downloadPath ?? '');

  expect(bytes.toString('latin1')).toMatch(/^d8:announce/);
});

test('a result from long ago is gone', async () => {
  const [row] = await client().search('Warlord');
  clock = new Date(clock.getTime() + 31 * 60_000);

  await expect(client().torrentFile(row?.downloadPath ?? '')).rejects.toMatchObject({
    service: 'prowlarr',
    kind: 'refused',
  });
});

test.each([
  [{ status: 302, headers: { location: 'magnet:?xt=urn:btih:1' } }, 'refused', /Redirect/],
  [{ status: 200, body: '<html></html>' }, 'unexpected', /something else than a torrent/],
  [{ status: 503 }, 'unreachable', /answered 503/],
] as const)('a torrent that is none is an error: %o', async (fault, kind, text) => {
  server.failNext('download', fault);
  const failure = client().torrentFile(`/1/download?apikey=${server.apiKey}`);

  await expect(failure).rejects.toMatchObject({ kind, message: expect.stringMatching(text) });
  await expect(failure).rejects.not.toThrow(server.apiKey);
});

test.each([
  [{ status: 400, body: '{"message":"all indexers are unavailable"}' }, 'refused'],
  [{ status: 200, body: '{"a":1}' }, 'unexpected'],
  [{ status: 200, body: 'half' }, 'unexpected'],
  [{ cut: 'before' }, 'unreachable'],
] as const)('a search that fails says how: %o', async (fault, kind) => {
  server.failNext('search', fault);

  await expect(client().search('Warlord')).rejects.toMatchObject({ service: 'prowlarr', kind });
});

test('a wrong key is unauthorized', async () => {
  const wrong = client({ apiKey: 'wrong' }).search('Warlord');

  await expect(wrong).rejects.toMatchObject({ kind: 'unauthorized' });
});

test('it works below a path', async () => {
  const seen = await client({ baseUrl: `${server.url}/prowlarr` })
    .search('Warlord')
    .catch(() => server.requests.at(-1)?.path);

  expect(seen).toBe('/prowlarr/api/v1/search');
});

test('what Prowlarr complains of is told, notices are not', async () => {
  server.complaints.push(
    { type: 'warning', source: 'IndexerStatusCheck', message: 'Indexers unavailable: Tracker' },
    { type: 'notice', source: 'UpdateCheck', message: 'New update is available' },
  );

  expect(await client().complaints()).toEqual(['Indexers unavailable: Tracker']);
});

const whole = {
  guid: 'https://tracker.example/t/501',
  indexerId: 3,
  title: 'Salt by Anna Ward [ENG / M4B]',
  protocol: 'torrent',
  downloadUrl: 'http://nas:9696/prowlarr/1/download?apikey=k&link=x',
};

test('of a result only what is known is told, and its address loses the host', () => {
  expect(readResult(whole, trackerUrl)).toEqual({
    guid: whole.guid,
    indexerId: 3,
    indexer: null,
    trackerId: '501',
    title: whole.title,
    sizeBytes: null,
    fileCount: null,
    grabs: null,
    seeders: null,
    leechers: null,
    publishedAt: null,
    indexerFlags: [],
    downloadPath: '/prowlarr/1/download?apikey=k&link=x',
  });
});

test.each([
  ['a newsgroup post', { protocol: 'usenet' }],
  ['without a name', { guid: '' }],
  ['of another shape', { title: 7 }],
])('a result %s is left out', (_, changes) => {
  expect(readResult({ ...whole, ...changes }, trackerUrl)).toBeNull();
});

test.each([
  ['another host', 'https://tracker.example.evil.example/t/501'],
  ['another page', 'https://tracker.example/u/501'],
  ['no address', '501'],
])('%s makes no torrent of the tracker', (_, guid) => {
  expect(readResult({ ...whole, guid }, trackerUrl)?.trackerId).toBeNull();
});

test('a magnet link is no torrent file', () => {
  const result = readResult({ ...whole, downloadUrl: 'magnet:?xt=urn:btih:1' }, trackerUrl);

  expect(result?.downloadPath).toBeNull();
});
