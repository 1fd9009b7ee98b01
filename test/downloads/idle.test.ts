import { beforeEach, expect, test } from 'vitest';
import { adoptNewcomers } from '../../src/downloads/adopt.ts';
import { whyIdle } from '../../src/downloads/idle.ts';
import type { Services } from '../../src/services.ts';
import { now } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { type Client, createClient, put, servicesWith } from './client.ts';

const { em } = useDatabase();
const nothing = 'no download is on its way, nothing was added to qBittorrent by hand';
let client: Client;
let services: Services;

beforeEach(async () => {
  client = createClient();
  services = servicesWith(em, client);
});

function startWatching(): Promise<number> {
  return adoptNewcomers(services, new AbortController().signal);
}

test('there is something to do before the first look, and when a torrent was added', async () => {
  const first = await whyIdle(services);
  await startWatching();
  const quiet = await whyIdle(services);
  put(client, 'Added');

  expect([first, quiet, await whyIdle(services)]).toEqual([null, nothing, null]);
});

test('there is something to do while a download is on its way, and the client is not asked', async () => {
  await startWatching();
  await em().execute(
    `insert into downloads (title, source, status) values ('A', 'mam', 'importing')`,
  );
  client.asked.length = 0;

  expect(await whyIdle(services)).toBeNull();
  expect(client.asked).toEqual([]);
});

test('one that stopped in the client is waited for; one that stopped for a person is not', async () => {
  await startWatching();
  const hash = put(client, 'Stopped', { state: 'missing-files' });
  await startWatching();
  await em().execute(
    `update downloads set status = 'stopped', stop_reason = 'files-gone' where qbittorrent_hash = ?`,
    [hash],
  );
  const broken = await whyIdle(services);
  put(client, 'Stopped');
  const mended = await whyIdle(services);
  await em().execute(`update downloads set stop_reason = 'bad-content'`);

  expect([broken, mended, await whyIdle(services)]).toEqual([nothing, null, nothing]);
});

test('a client that is slow to tell is asked less often', async () => {
  await startWatching();
  const clock = { now };
  const look = client.qbittorrent.hasCategoryChanged;
  const slow: Partial<Services['qbittorrent']> = {
    hasCategoryChanged: async (category, mark) => {
      clock.now = new Date(clock.now.getTime() + 900);
      return look(category, mark);
    },
  };
  services = {
    ...services,
    now: () => clock.now,
    qbittorrent: { ...client.qbittorrent, ...slow },
  };
  client.asked.length = 0;
  for (const second of [0, 60, 91]) {
    clock.now = new Date(now.getTime() + second * 1000);
    await whyIdle(services);
  }

  expect(client.asked).toEqual(['look', 'look']);
});

test('without a client there is nothing to do', async () => {
  expect(await whyIdle({ ...services, qbittorrent: null })).toBe('qBittorrent is not configured');
});
