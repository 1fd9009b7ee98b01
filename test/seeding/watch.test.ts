import { expect, test } from 'vitest';
import { isLookDue, watchSeeding } from '../../src/seeding/watch.ts';
import { useDatabase } from '../support/use-database.ts';
import { hourMs, openSeeding, start, trackerHost } from './client.ts';

const { em } = useDatabase();
const refusal = {
  host: trackerHost,
  status: 'not-working' as const,
  message: 'torrent not registered with this tracker',
};

test('a complete torrent that owes hours and is stopped is told once, and the button starts it', async () => {
  const { put, change, look, alerts, services, dispatch, asked } = openSeeding(em);
  const hash = put('Salt', 20);
  await look();
  change(hash, { state: 'paused-upload' });
  await look();
  const atOnce = await alerts();
  for (const _ of [1, 2, 3]) await look();

  expect(atOnce).toEqual([]);
  expect(await alerts()).toEqual([
    {
      kind: 'hit-and-run-risk',
      title: 'Does not seed: Salt',
      buttons: ['Start again', 'Show all that owe'],
    },
  ]);
  await press(services, 'start');
  await dispatch();
  expect(asked).toEqual(['resume Salt']);

  await look();
  change(hash, { state: 'paused-upload' });
  await look();
  await look();
  expect(await alerts()).toHaveLength(2);
});

test.each([
  ['missing-files', 'Recheck', ['recheck Salt', 'resume Salt'], 'recheck'],
  ['error', 'Recheck', ['recheck Salt', 'resume Salt'], 'recheck'],
] as const)('a torrent with %s gets the button "%s"', async (state, label, orders, action) => {
  const { put, look, alerts, services, dispatch, asked, own, change } = openSeeding(em);
  const hash = put('Salt', 20);
  await own(hash);
  await look();
  change(hash, { state });
  await look();
  await look();

  expect((await alerts()).map(({ buttons }) => buttons[0])).toEqual([label]);
  await press(services, action);
  await dispatch();
  expect(asked).toEqual(orders);
});

test('one that was removed from the client while it owes hours can be added again', async () => {
  const { put, look, alerts, own, torrents } = openSeeding(em);
  const hash = put('Salt', 20);
  await own(hash);
  await look();
  torrents.delete(hash);
  await look();
  await look();

  expect(await alerts()).toMatchObject([{ buttons: ['Add again', 'Show all that owe'] }]);
});

test.each([
  ['it has its hours', 108, {}],
  ['it seeds without anybody asking', 20, { state: 'stalled-upload' as const }],
  ['it waits in the queue', 20, { state: 'queued-upload' as const }],
  ['it is checked', 20, { state: 'checking' as const }],
  ['its time is over', 20, { completedAt: new Date(start.getTime() - 31 * 24 * hourMs) }],
])('nothing is told when %s', async (_, hours, changes) => {
  const { put, look, alerts } = openSeeding(em);
  put('Salt', hours, { state: 'paused-upload', ...changes });

  for (const _look of [1, 2, 3]) await look();

  expect(await alerts()).toEqual([]);
});

test('torrents of other trackers owe us nothing', async () => {
  const { put, look, alerts, trackers } = openSeeding(em);
  const hash = put('Salt', 20, { state: 'paused-upload' });
  trackers.set(hash, [{ host: 'elsewhere.example', status: 'working', message: '' }]);

  for (const _look of [1, 2, 3]) await look();

  expect(await alerts()).toEqual([]);
});

test('many at once have one cause and are one alert', async () => {
  const { put, look, alerts } = openSeeding(em);
  for (let number = 1; number <= 7; number++) {
    put(`Book ${number}`, 20, { state: 'missing-files' });
  }

  for (const _look of [1, 2, 3]) await look();

  expect(await alerts()).toMatchObject([
    { title: '7 torrents that owe seed time do not seed', buttons: ['Show all that owe'] },
  ]);
});

test('hours seeded before a torrent was added anew still count', async () => {
  const { put, look, torrents } = openSeeding(em);
  const hash = put('Salt', 70, { uploadedBytes: 900 });
  await look();
  torrents.delete(hash);
  await look();
  put('Salt', 5, { uploadedBytes: 100 });
  await look();

  const rows = await em().execute(
    'select seeding_seconds + earlier_seconds as seconds, uploaded_bytes + earlier_uploaded as uploaded, gone_at from seeding_torrents',
  );
  expect(rows).toEqual([{ seconds: 270_000, uploaded: 1000, gone_at: null }]);
});

test('a torrent the tracker took off is told once, when it is sure', async () => {
  const { put, look, alerts, trackers, own } = openSeeding(em);
  const hash = put('Salt', 20);
  await own(hash);
  trackers.set(hash, [refusal]);

  await look();
  const atOnce = await alerts();
  for (const _look of [1, 2, 3]) await look();

  expect(atOnce).toEqual([]);
  expect(await alerts()).toEqual([
    { kind: 'torrent-unregistered', title: 'No longer on the tracker: Salt', buttons: [] },
  ]);
});

test('one that is on the tracker again owes its hours as before', async () => {
  const { put, look, trackers } = openSeeding(em);
  const hash = put('Salt', 20);
  const state = async () =>
    (await em().execute('select unregistered_at is null as owes from seeding_torrents'))[0];
  trackers.set(hash, [refusal]);
  for (const _look of [1, 2, 3]) await look();
  const off = await state();
  trackers.delete(hash);
  await look();

  expect([off, await state()]).toEqual([{ owes: false }, { owes: true }]);
});

test('a tracker that forgot for a moment is no news', async () => {
  const { put, look, alerts, trackers } = openSeeding(em);
  const hash = put('Salt', 20);
  trackers.set(hash, [refusal]);
  await look();
  trackers.delete(hash);
  await look();
  trackers.set(hash, [refusal]);
  await look();

  expect(await alerts()).toEqual([]);
});

test('what is complete but stopped when it completes is started, once', async () => {
  const { put, look, own, asked, change } = openSeeding(em);
  const ours = put('Salt', 0, { state: 'paused-upload' });
  put('Somebody’s', 0, { state: 'paused-upload' });
  await own(ours);

  await look();
  change(ours, { state: 'paused-upload' });
  await look();
  await look();

  expect(asked).toEqual(['resume Salt']);
});

test('of several that look at once one does, and the next look is due after an hour', async () => {
  const { put, services, clock } = openSeeding(em);
  put('Salt', 20);
  const due = [await isLookDue(services)];

  const looks = await Promise.all([1, 2, 3, 4].map(() => watchSeeding(services)));

  due.push(await isLookDue(services));
  clock.now = new Date(start.getTime() + hourMs);
  due.push(await isLookDue(services));
  expect(looks.filter(Boolean)).toHaveLength(1);
  expect(due).toEqual([true, false, true]);
});

test('a client that is away is looked at again after ten minutes', async () => {
  const { services, clock } = openSeeding(em);
  const away = async () => Promise.reject(new Error('away'));
  const broken = {
    ...services,
    qbittorrent: { ...services.qbittorrent, torrentsOfCategory: away },
  };

  await expect(watchSeeding(broken as unknown as typeof services)).rejects.toThrow('away');

  expect(await isLookDue(services)).toBe(false);
  clock.now = new Date(start.getTime() + 10 * 60_000);
  expect(await isLookDue(services)).toBe(true);
});

/** What the button of the alert does. */
async function press(
  services: ReturnType<typeof openSeeding>['services'],
  action: string,
): Promise<void> {
  const { default: seeding } = await import('../../commands/seeding.ts');
  const actor = { id: '1', name: 'Ada', platform: 'room', role: 'operator' as const };
  await em().transactional(async (inner) => {
    const input = seeding.input.parse({ action, torrent: 1 });
    await seeding.run(input, { em: inner, actor, services, now: services.now() });
  });
}

test('a look notes beside the reading of the account what share of the running torrents seeds', async () => {
  const { put, look } = openSeeding(em);
  await em().execute(
    `insert into ratio_log (timestamp, seen_at, uploaded_bytes, downloaded_bytes, class_name, is_vip_class)
     values ('epoch', 'epoch', 1, 1, 'VIP', true), (now(), now(), 1, 1, 'VIP', true)`,
  );
  put('Salt', 20);
  put('Smoke', 20);
  put('Ash', 0, { isComplete: false });
  put('Still', 20, { run: 'stopped' });

  await look();

  expect(
    await em().execute('select seeding_allocation as percent from ratio_log order by id'),
  ).toEqual([{ percent: null }, { percent: 67 }]);
});
