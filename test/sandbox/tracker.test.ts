import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Release } from '../../src/sandbox/releases.ts';
import { createSwarm, readTorrent } from '../../src/sandbox/torrents.ts';
import { startTracker, type Tracker } from '../../src/sandbox/tracker.ts';

const now = new Date('2026-05-01T12:00:00Z');
const searchPath = '/tor/js/loadSearchJSONbasic.php';

let tracker: Tracker;
let cookie: string;

beforeEach(async () => {
  tracker = await startTracker({ swarm: createSwarm(), random: Math.random, now: () => now });
  tracker.limits.searchSpacingMs = 0;
  cookie = tracker.session.seed;
});

afterEach(() => tracker.stop());

/** One request with the newest cookie, which the answer replaces. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { cookie: `mam_id=${cookie}`, 'content-type': 'application/json' };
  const answer = await fetch(tracker.url + path, { headers, ...init });
  cookie = /mam_id=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? cookie;
  return answer;
}

type Row = Record<string, unknown> & { id: number };
type Found = { data?: Row[]; found?: number; start?: number; perpage?: number; error?: string };

async function search(tor: object, root: object = {}): Promise<Found> {
  const answer = await ask(searchPath, { method: 'POST', body: JSON.stringify({ ...root, tor }) });
  return (await answer.json()) as Found;
}

test('every answer changes the cookie; the one before still passes, older ones do not', async () => {
  await ask('/jsonLoad.php');
  const second = cookie;
  await ask('/jsonLoad.php');
  await ask('/jsonLoad.php');
  const statusOf = async (value: string) =>
    (await fetch(`${tracker.url}/jsonLoad.php`, { headers: { cookie: `mam_id=${value}` } })).status;

  expect(second).not.toBe(tracker.session.seed);
  expect(await statusOf(tracker.session.seed)).toBe(403);
  expect(await statusOf(second)).toBe(403);
  expect(await statusOf(cookie)).toBe(200);
  expect(await statusOf(cookie)).toBe(200);
});

test('a refused cookie gets a plain sentence and a deletion cookie', async () => {
  tracker.session.revoke();

  const answer = await ask('/jsonLoad.php');

  expect(answer.status).toBe(403);
  expect(await answer.text()).toBe('Error, you are not signed in <br />Invalid/missing cookie');
  expect(answer.headers.get('set-cookie')).toMatch(/^mam_id=deleted; .*Max-Age=0/);
});

test('the account has its summary only when asked', async () => {
  const bare = (await (await ask('/jsonLoad.php')).json()) as object;
  const full = await (await ask('/jsonLoad.php?snatch_summary&notif')).json();

  expect(bare).toMatchObject({
    classname: 'VIP',
    ratio: 1.85,
    seedbonus: 21_400,
    vip_until: '2026-06-10 12:00:00',
  });
  expect(bare).not.toHaveProperty('snatch_summary');
  expect(full).toMatchObject({
    snatch_summary: { unsat: { count: 12, limit: 150 }, inactHnr: { count: 0, size: null } },
    notifs: { pms: 0 },
  });
});

test('searches closer than the spacing are refused with 429', async () => {
  tracker.limits.searchSpacingMs = 60_000;
  const body = JSON.stringify({ tor: { text: 'oz' } });

  const first = await ask(searchPath, { method: 'POST', body });
  const second = await ask(searchPath, { method: 'POST', body });

  expect([first.status, second.status]).toEqual([200, 429]);
  expect(second.headers.get('retry-after')).toBe('1');
});

test('the eleventh torrent file at once is refused with 429', async () => {
  tracker.limits.downloadsPerSecond = 0;
  const id = tracker.releases[0]?.id;

  const statuses: number[] = [];
  for (let count = 0; count < 11; count += 1) {
    statuses.push((await ask(`/tor/download.php?tid=${id}`)).status);
  }

  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
});

test('a row has numbers as numbers and people, series and media as JSON in strings', async () => {
  const { data } = await search({ text: '@title "warlord of mars"', searchType: 'fl' });

  const row = data?.[0];
  expect(row).toMatchObject({ free: 1, vip: 0, category: 47, seeders: 14, filetype: 'mp3' });
  expect(row?.['size']).toBe('1.8 MiB');
  expect(Object.values(JSON.parse(String(row?.['author_info'])))).toEqual(['Edgar Rice Burroughs']);
  expect(Object.values(JSON.parse(String(row?.['series_info'])))).toEqual([['Barsoom', '3', 3]]);
  expect(JSON.parse(String(row?.['mediainfo']))).toMatchObject({
    General: { Duration: '0:02:00' },
    Audio1: { BitRate: '128k', BitRate_Mode: 'CBR' },
  });
  expect(row).not.toHaveProperty('isbn');
  expect(row).not.toHaveProperty('dl');
});

test.each<[string, (release: Release) => boolean]>([
  ['all', () => true],
  ['fl', ({ free }) => free],
  ['VIP', ({ vipDays }) => vipDays !== null],
  ['fl-VIP', ({ free, vipDays }) => free || vipDays !== null],
  ['nVIP', ({ vipDays }) => vipDays === null],
  ['active', ({ seeders }) => seeders > 0],
])('the search type %s finds just those releases', async (searchType, isMeant) => {
  const { data } = await search({ text: '', searchType }, { perpage: 100 });

  const meant = tracker.releases.filter(isMeant).map(({ id }) => id);
  expect(data?.map(({ id }) => id).sort()).toEqual(meant);
});

test('pages are cut by perpage, at most 100, and startNumber', async () => {
  const first = await search({ text: 'oz', sortType: 'seedersDesc' }, { perpage: 5 });
  const second = await search(
    { text: 'oz', sortType: 'seedersDesc', startNumber: 5 },
    { perpage: 500 },
  );

  const ids = [...(first.data ?? []), ...(second.data ?? [])].map((row) => row.id);
  expect([first.start, second.start, second.perpage]).toEqual([0, 5, 100]);
  expect(new Set(ids).size).toBe(first.found);
});

test('one release is found by its id and, once fetched, by its info-hash', async () => {
  const id = tracker.releases[3]?.id ?? 0;
  const file = await ask(`/tor/download.php?tid=${id}`);
  const { infoHash } = readTorrent(Buffer.from(await file.arrayBuffer()));

  expect((await search({ id })).data?.map((row) => row.id)).toEqual([id]);
  expect((await search({ hash: infoHash })).data?.map((row) => row.id)).toEqual([id]);
});

test.each([
  [
    'nothing matches',
    { text: 'nothing like it' },
    expect.stringMatching(/^Nothing returned, out of \d+$/),
  ],
  [
    'the text is longer than 1,500 characters',
    { text: 'a'.repeat(1501) },
    'Search text is too long',
  ],
  ['the list of languages is empty', { text: 'oz', browse_lang: [] }, 'Invalid language'],
])('an error with status 200 says that %s', async (_, tor, error) => {
  expect(await search(tor)).toEqual({ error });
});

test('a torrent file is private, announces to the tracker and has the size of the row', async () => {
  const release = tracker.releases.find((one) => one.parts === 6);
  const answer = await ask(`/tor/download.php?tid=${release?.id}`);

  const torrent = readTorrent(Buffer.from(await answer.arrayBuffer()));

  expect(answer.headers.get('content-type')).toBe('application/x-bittorrent');
  expect(torrent.private).toBe(true);
  expect(torrent.announce).toMatch(`${tracker.url}/tracker.php/`);
  expect(torrent.files).toHaveLength(6);
  const { data } = await search({ id: release?.id });
  expect(data?.[0]?.['size']).toBe(`${(torrent.sizeBytes / 1024 ** 2).toFixed(1)} MiB`);
});

test('a removed torrent is gone and one set free is free', async () => {
  const [first, second] = tracker.releases.filter((one) => !one.free).map((one) => one.id);
  tracker.removeTorrent(first ?? 0);
  tracker.setFree(second ?? 0);

  expect((await ask(`/tor/download.php?tid=${first}`)).status).toBe(404);
  expect((await search({ id: second })).data?.[0]).toMatchObject({ free: 1, fl_vip: 1 });
});

test('a planned fault comes once, and a cut after the effect leaves the effect', async () => {
  tracker.account.points = 30_000;
  tracker.failNext('account', { status: 503, body: 'down' });
  tracker.failNext('buy', { cut: 'after' });

  const failed = await ask('/jsonLoad.php');
  const good = await ask('/jsonLoad.php');
  await expect(ask('/json/bonusBuy.php/?spendtype=upload&amount=50')).rejects.toThrow(
    'fetch failed',
  );

  expect([failed.status, good.status]).toEqual([503, 200]);
  expect(tracker.account.points).toBe(5000);
  expect(tracker.requests.map(({ kind, status }) => [kind, status])).toEqual([
    ['account', 503],
    ['account', 200],
    ['buy', 0],
  ]);
});

test('a wedge makes one torrent free for the member', async () => {
  const release = tracker.releases.find((one) => !one.free && one.vipDays === null);

  await ask(`/tor/download.php?tid=${release?.id}&fl`);

  expect(tracker.account.wedges).toBe(2);
  expect((await search({ id: release?.id })).data?.[0]).toMatchObject({ personal_freeleech: 1 });
});
