import { expect, onTestFinished, test } from 'vitest';
import type { Mam } from '../../src/clients/mam/index.ts';
import { createProwlarr } from '../../src/clients/prowlarr/index.ts';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { loadConfig } from '../../src/config.ts';
import { grabHandler } from '../../src/downloads/grab.ts';
import { type Offer, startProwlarr } from '../../src/sandbox/prowlarr.ts';
import { makeReleases } from '../../src/sandbox/releases.ts';
import { createSwarm } from '../../src/sandbox/torrents.ts';
import type { Services } from '../../src/services.ts';
import { realTime } from '../../src/time.ts';
import { now, policy } from '../proposals/builders.ts';
import { effectMessage } from '../support/effect-message.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const [release] = makeReleases();
if (!release) throw new Error('the sandbox has no releases');

const config = loadConfig({
  MAM_URL: 'https://tracker.example',
  MAM_TRACKER_URL: 'https://t.tracker.example',
});
const tracker = {
  name: 'Tracker',
  url: 'https://tracker.example',
  announce: 'https://t.tracker.example/tracker.php/passkey/announce',
};
const other = {
  name: 'Other',
  url: 'https://other.example',
  announce: 'https://o.example/announce',
};

/** An approved download of what Prowlarr has, and a tracker that must not be asked. */
async function openGrab(offer: Partial<Offer> = {}, approved: { isPaid?: boolean } = {}) {
  const clock = { now };
  const server = await startProwlarr({ swarm: createSwarm(), now: () => clock.now });
  onTestFinished(() => server.stop());
  const whole = { release, site: tracker, isFree: true, ...offer } as Offer;
  server.offers.push(whole);
  const isOurs = whole.site.url === tracker.url;
  const id = isOurs ? String(release?.id) : `1:${whole.site.url}/t/${release?.id}`;
  await em().execute(
    `with m as (insert into missing_books (work_key, title, author_name, reason_missing, download_status)
                values ('a', ?, ?, 'request', 'queued') returning id),
          r as (insert into releases (source, tracker_id, title, facts)
                values ('prowlarr', ?, 'x', '{"source": "prowlarr"}') returning id),
          p as (insert into proposals (missing_book_id, release_id, status, decided_by, decided_by_name)
                select m.id, r.id, 'approved', 'discord:7', 'Ada' from m, r returning id)
     insert into downloads (title, source, missing_book_id, release_id, proposal_id, is_paid)
     select 'x', 'prowlarr', m.id, r.id, p.id, ? from m, r, p`,
    [release?.title, release?.book.author, id, approved.isPaid ?? false],
  );
  const added: { infoHash: string; tags: string[] }[] = [];
  const client = {
    torrents: async (hashes: string[]) => added.filter((one) => hashes.includes(one.infoHash)),
    freeSpaceBytes: async () => 1e12,
    ensureCategory: async () => undefined,
    torrentsOfCategory: async () => [],
    addTorrent: async (one: { infoHash: string; tags: string[] }) => {
      added.push(one);
      return 'added';
    },
  };
  const asked: string[] = [];
  const mam = new Proxy({}, { get: (_, name) => () => asked.push(String(name)) });
  const prowlarr = createProwlarr({
    baseUrl: server.url,
    apiKey: server.apiKey,
    trackerUrl: config.settings.MAM_URL,
    userAgent: 'warden-test/1',
  });
  const services = {
    em,
    now: () => clock.now,
    sleep: realTime.sleep,
    config,
    platforms: [],
    policy: async () => policy,
    seal: { close: (plain: Buffer) => plain, open: (sealed: Buffer) => sealed },
    mam: mam as unknown as Mam,
    prowlarr,
    sources: { mam: null, prowlarr, comesFirst: 'prowlarr' },
    qbittorrent: client as unknown as Qbittorrent,
  } satisfies Partial<Services>;
  const grab = () => grabHandler(services)(effectMessage('grab', { downloadId: 1 }), em());
  return { grab, server, added, asked, clock };
}

const state = async () =>
  (await em().execute('select status, status_reason, is_paid from downloads'))[0];

test('the torrent comes through Prowlarr, and the tracker is asked nothing', async () => {
  const { grab, server, added, asked } = await openGrab();

  await grab();

  expect(server.requests.map(({ kind }) => kind)).toEqual(['search', 'download']);
  expect(added).toMatchObject([{ tags: expect.arrayContaining(['mam', 'requested']) }]);
  expect(await state()).toMatchObject({ status: 'downloading' });
  expect(asked).toEqual([]);
});

test('the key of Prowlarr stands in no table', async () => {
  const { grab, server } = await openGrab();

  await grab();

  const tables = await em().execute<{ name: string }[]>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  for (const { name } of tables) {
    const rows = await em().execute(`select 1 from "${name}" t where t::text like ?`, [
      `%${server.apiKey}%`,
    ]);
    expect([name, rows]).toEqual([name, []]);
  }
});

test('long after the first search it is searched again, since what that showed is no longer valid', async () => {
  const { grab, server, added, clock } = await openGrab();
  server.failNext('download', { status: 503 });
  await expect(grab()).rejects.toThrow('503');
  clock.now = new Date(now.getTime() + 3_600_000);

  await grab();

  expect(server.requests.map(({ kind }) => kind)).toEqual([
    'search',
    'download',
    'search',
    'download',
  ]);
  expect(added).toHaveLength(1);
});

test('a torrent file that was fetched is not fetched again', async () => {
  const { grab, server } = await openGrab();
  await grab();
  await em().execute(`update downloads set status = 'queued'`);

  await grab();

  expect(server.requests.filter(({ kind }) => kind === 'download')).toHaveLength(1);
});

test('what another tracker has is taken when it is private', async () => {
  const { grab, added } = await openGrab({ site: other });

  await grab();

  expect(added).toMatchObject([{ tags: expect.arrayContaining(['prowlarr']) }]);
});

test('a torrent of ours that announces elsewhere is refused', async () => {
  const { grab, added } = await openGrab({ site: { ...tracker, announce: other.announce } });

  await grab();

  expect(added).toEqual([]);
  expect(await state()).toMatchObject({
    status: 'failed',
    status_reason: expect.stringContaining('not acceptable'),
  });
});

test('approved as free and marked so no longer, the card asks again', async () => {
  const { grab, server } = await openGrab({ isFree: false });

  await grab();

  expect(server.requests.filter(({ kind }) => kind === 'download')).toEqual([]);
  expect(await state()).toMatchObject({
    status: 'cancelled',
    status_reason: 'this release is no longer free',
  });
  const [asked] = await em().execute('select status, is_paid from proposals');
  expect(asked).toEqual({ status: 'held', is_paid: true });
});

test('approved as paid and free by now, it counts as free', async () => {
  const { grab } = await openGrab({}, { isPaid: true });

  await grab();

  expect(await state()).toMatchObject({ status: 'downloading', is_paid: false });
});

test('while Prowlarr is away the grab waits and says why', async () => {
  const { grab, server } = await openGrab();
  server.failNext('search', { cut: 'before' });

  await expect(grab()).rejects.toMatchObject({ service: 'prowlarr' });

  expect(await state()).toMatchObject({
    status: 'waiting',
    status_reason: expect.stringContaining('prowlarr'),
  });
});
