import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { releaseBytes } from '../../src/sandbox/releases.ts';
import { startWorld, type World } from '../../src/sandbox/world.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

/** For a machine that is busy with other tests. */
const patience = { timeout: 10_000, interval: 10 };

let dir: string;
let world: World;

beforeEach(async () => {
  dir = await makeTemporaryFolder();
  world = await startWorld({ dir, pace: { downloadBytesPerSecond: Number.POSITIVE_INFINITY } });
});

afterEach(async () => {
  await world.stop();
  await rm(dir, { recursive: true });
});

/** Fetches a torrent file as a member would and gives it to the download client. */
async function grab(id: number): Promise<void> {
  const { tracker, downloadClient } = world;
  const headers = { cookie: `mam_id=${tracker.session.seed}` };
  const file = await fetch(`${tracker.url}/tor/download.php?tid=${id}`, { headers });
  const body = new FormData();
  body.set('torrents', await file.blob(), 'book.torrent');
  body.set('savepath', world.environment['QB_SAVE_PATH'] ?? '');
  const authorization = `Bearer ${downloadClient.apiKey}`;
  const address = `${downloadClient.url}/api/v2/torrents/add`;
  await fetch(address, { method: 'POST', body, headers: { authorization } });
}

function completed(): Promise<void> {
  return vi.waitFor(() => {
    const [torrent] = world.downloadClient.torrents.values();
    expect(torrent?.completedAt).toBeInstanceOf(Date);
    expect(torrent?.tracker.status).toBe('working');
  }, patience);
}

test('every catalogue that is asked by default is one of this world', () => {
  const { settings } = loadConfig(world.environment);

  const addresses = [
    settings.AUDIBLE_URL,
    settings.AUDNEXUS_URL,
    settings.GOOGLE_BOOKS_URL,
    settings.ITUNES_URL,
    settings.OPEN_LIBRARY_URL,
  ];
  expect(new Set(addresses.map((address) => new URL(address).hostname))).toEqual(
    new Set(['127.0.0.1']),
  );
  expect(settings.HARDCOVER_TOKEN).toBeUndefined();
});

test('the library starts with the owned books on disk', () => {
  const items = [...world.library.items.values()];

  expect(items).toHaveLength(18);
  expect(items.filter(({ scanned }) => scanned.asin !== null).length).toBeGreaterThan(10);
  expect(items.filter(({ scanned }) => scanned.series.length === 0)).toHaveLength(3);
});

test('a paid download counts against the ratio and the unsatisfied limit when it completes', async () => {
  const { tracker } = world;
  const release = tracker.releases.find((one) => !one.free && one.vipDays === null);
  const before = tracker.account.downloadedBytes;
  if (!release) throw new Error('no paid release');

  await grab(release.id);
  await completed();

  await vi.waitFor(() => expect(release.snatched).toBe(true), patience);
  expect(tracker.account.downloadedBytes).toBe(before + releaseBytes(release));
  expect(tracker.account.torrents).toMatchObject({ leeching: 0, seedUnsat: 13 });
});

test('a free download costs nothing, and lies in the save path at its full size', async () => {
  const { tracker, downloadClient } = world;
  const release = tracker.releases.find((one) => one.free && one.seeders > 0);
  const before = tracker.account.downloadedBytes;
  if (!release) throw new Error('no free release');

  await grab(release.id);
  await completed();

  const [torrent] = downloadClient.torrents.values();
  const path = join(world.environment['QB_SAVE_PATH'] ?? '', torrent?.meta.name ?? '');
  expect((await stat(path)).size).toBe(releaseBytes(release));
  expect(tracker.account.downloadedBytes).toBe(before);
});

test('a release without seeders never starts', async () => {
  const release = world.tracker.releases.find((one) => one.seeders === 0);

  await grab(release?.id ?? 0);

  await vi.waitFor(() => {
    const [torrent] = world.downloadClient.torrents.values();
    expect(torrent).toMatchObject({ phase: 'ready', content: null, downloadedBytes: 0 });
  }, patience);
});

test('after the stop no address answers and nothing keeps the process', async () => {
  const { tracker, downloadClient, library, catalogue } = world;
  const urls = [tracker, downloadClient, library, catalogue].map(({ url }) => url);
  await grab(world.tracker.releases[0]?.id ?? 0);

  await world.stop();

  for (const url of urls) await expect(fetch(url)).rejects.toThrow('fetch failed');
  expect(process.getActiveResourcesInfo()).not.toContain('TCPServerWrap');
});
