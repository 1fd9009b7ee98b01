import { expect, type TestContext, test } from 'vitest';
import { followDownloads } from '../../src/downloads/follow.ts';
import { textOf } from '../e2e/chat-room.ts';
import { until } from '../support/until.ts';
import { audio, openPipeline } from './pipeline.ts';

const title = 'A Quiet Swarm';
const files = [{ path: '01.mp3', bytes: audio('quiet') }];

/** A download for which nobody has anything, and a clock that is turned by hand. */
async function openStalled(context: TestContext) {
  const pipeline = await openPipeline(context);
  const download = await pipeline.download(title, files, []);
  const clock = { now: new Date() };
  const services = { ...pipeline.services, now: () => clock.now };
  const look = async () => {
    const { signal } = new AbortController();
    await followDownloads(services, { signal, untilMs: 0, onProgress: async () => {} });
  };
  const [torrent] = pipeline.world.downloadClient.torrents.values();
  if (!torrent) throw new Error('no torrent');
  const asked = (kind: string) =>
    pipeline.world.downloadClient.requests.filter((request) => request.kind === kind).length;
  const orders = () => ({
    reannounce: asked('torrents/reannounce'),
    halt: asked('torrents/pause') + asked('torrents/stop'),
    go: asked('torrents/resume') + asked('torrents/start'),
  });
  /** Lets so many minutes pass and looks twice. */
  const pass = async (minutes: number) => {
    clock.now = new Date(clock.now.getTime() + minutes * 60_000);
    await look();
    await look();
  };
  const isStalled = async () => {
    const states = await services.qbittorrent?.torrents([torrent.meta.infoHash]);
    return states?.[0]?.state === 'stalled-download';
  };
  await until(isStalled);
  await look();
  return { ...pipeline, services, download, clock, torrent, orders, pass, look };
}

test('nothing arrives: peers are asked for, the torrent is restarted, a person is asked; each once', async (context) => {
  const { pass, orders, alerts } = await openStalled(context);

  const seen = [orders()];
  for (const minutes of [14, 1, 14, 1, 89, 1, 60]) {
    await pass(minutes);
    seen.push(orders());
  }

  const none = { reannounce: 0, halt: 0, go: 0 };
  const asked = { ...none, reannounce: 1 };
  const restarted = { reannounce: 1, halt: 1, go: 1 };
  expect(seen).toEqual([none, none, asked, asked, restarted, restarted, restarted, restarted]);
  const [alert, ...more] = await alerts();
  expect(more).toEqual([]);
  expect(alert && textOf(alert)).toContain('not a byte since');
  const buttons = alert?.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  expect(buttons?.map(({ label, runs }) => `${label}: ${runs}`)).toEqual([
    'Next release: retry',
    'Keep: retry',
    'Abandon: cancel',
  ]);
}, 60_000);

test('killed while it restarts the torrent, the next look starts it', async (context) => {
  const { pass, look, torrent, rows, services } = await openStalled(context);
  await pass(15);
  await pass(15);
  await services.qbittorrent?.pause([torrent.meta.infoHash]);
  await services.em().execute('update stalls set is_restarting = true');

  await look();

  expect(torrent.isStopped).toBe(false);
  expect(await rows('select rung, is_restarting from stalls')).toEqual([
    { rung: 2, is_restarting: false },
  ]);
}, 60_000);

test('a person who stops it is left alone, and the first byte ends it', async (context) => {
  const { pass, torrent, orders, rows, services } = await openStalled(context);
  await pass(15);
  await services.qbittorrent?.pause([torrent.meta.infoHash]);
  await pass(300);

  expect(orders()).toMatchObject({ halt: 1, go: 0 });
  expect(torrent.isStopped).toBe(true);
  expect(await rows('select 1 from stalls where ended_at is null')).toEqual([]);
}, 60_000);

test('who keeps waiting is not asked again', async (context) => {
  const { pass, type, download, alerts, rows } = await openStalled(context);
  for (const minutes of [15, 15, 90]) await pass(minutes);

  const reply = await type('retry', { download, keep: true });
  await pass(3000);

  expect(reply.title).toBe(`Waiting: ${title}`);
  expect(await alerts()).toHaveLength(1);
  expect(await rows('select 1 from blocklist')).toEqual([]);
}, 60_000);

test('after a day the next best is looked for; with a byte that arrives nobody is asked any more', async (context) => {
  const { pass, torrent, rows, services } = await openStalled(context);
  for (const minutes of [15, 15, 90, 1320]) await pass(minutes);

  expect(await rows('select reason, created_by from blocklist')).toEqual([
    { reason: 'nothing arrived for a day', created_by: 'bot' },
  ]);
  expect(await rows('select download_status, is_wanted from missing_books')).toEqual([
    { download_status: 'identified', is_wanted: true },
  ]);
  expect(
    await rows(`select 1 from tasks where task_name = 'queue' and status = 'requested'`),
  ).toHaveLength(1);
  await services
    .em()
    .execute(
      `insert into proposals (missing_book_id, status, opened_at) select id, 'open', now() from missing_books`,
    );

  torrent.have[0] = true;
  await pass(1);

  expect(await rows('select 1 from blocklist')).toEqual([]);
  expect(await rows('select status from proposals')).toEqual([{ status: 'superseded' }]);
  expect(await rows('select download_status from missing_books')).not.toEqual([
    { download_status: 'identified' },
  ]);
}, 60_000);
