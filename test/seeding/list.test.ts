import { expect, test } from 'vitest';
import seeding from '../../commands/seeding.ts';
import type { TorrentState } from '../../src/clients/qbittorrent/torrent.ts';
import type { Reply } from '../../src/command/reply.ts';
import { clientFields, monitorFields, seedingFields } from '../../src/http/seeding-fields.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';
import { hourMs, openSeeding, type SeedingStage, start } from './client.ts';

const { em } = useDatabase();
const actor = { id: '1', name: 'Ada', platform: 'room', role: 'operator' as const };

async function ask(stage: SeedingStage, input: object = {}) {
  const { services, clock } = stage;
  const context = { em: em(), actor, services, now: clock.now };
  return await seeding.run(seeding.input.parse(input), context);
}

async function show(stage: SeedingStage, input: object = {}): Promise<Reply> {
  return seeding.view(await ask(stage, input));
}

async function names(stage: SeedingStage, input: object): Promise<string[]> {
  const output = await ask(stage, input);
  return output.kind === 'list' ? output.rows.map(({ name }) => name) : [];
}

/** The account earned ten points in each of the last ten hours. */
async function earn(now: Date): Promise<void> {
  for (let hour = 10; hour >= 0; hour--) {
    const at = new Date(now.getTime() - hour * hourMs);
    await em().execute(
      `insert into ratio_log (timestamp, seen_at, uploaded_bytes, downloaded_bytes, points, class_name, is_vip_class)
       values (?, ?, 3, 1, ?, 'VIP', true)`,
      [at, at, 1000 + (10 - hour) * 10],
    );
  }
}

async function openLibrary(): Promise<SeedingStage> {
  const stage = openSeeding(em);
  const old: Partial<TorrentState> = { addedAt: new Date(start.getTime() - 90 * 24 * hourMs) };
  stage.put('Large', 900, { ...old, sizeBytes: 3e9, seeders: 1, uploadedBytes: 5e9 });
  stage.put('Usual', 300, { ...old, sizeBytes: 5e8, seeders: 4 });
  stage.put('Crowded', 2000, { ...old, sizeBytes: 1e6, seeders: 300 });
  stage.put('Young', 20, { sizeBytes: 9e9, seeders: 1 });
  await stage.look();
  return stage;
}

test('top earners come first, each marked as an estimate; without a measured rate only the share is told', async () => {
  const stage = await openLibrary();

  const unknown = textOf(await show(stage));
  await earn(stage.clock.now);
  const output = await ask(stage);
  const known = textOf(seeding.view(output));

  expect(unknown).toContain('Points an hour: unknown');
  expect(unknown).toMatch(/Large.*~93\.7 %/);
  expect(known).toContain('10.0 measured');
  expect(known).toMatch(/Large.*~9\.37/);
  expect(known).toContain('Points of a torrent are estimated');
  expect(output).toMatchObject({ pointsPerHour: 10, counts: { torrents: 4, seeding: 4, owed: 1 } });
});

test.each([
  [{ sort: 'points' }, ['Large', 'Usual', 'Crowded', 'Young']],
  [{ sort: 'owed' }, ['Young', 'Large', 'Usual', 'Crowded']],
  [{ sort: 'size' }, ['Young', 'Large', 'Usual', 'Crowded']],
  [{ sort: 'seeders' }, ['Crowded', 'Usual', 'Large', 'Young']],
  [{ sort: 'seeded' }, ['Crowded', 'Large', 'Usual', 'Young']],
  [{ sort: 'uploaded' }, ['Young', 'Large', 'Usual', 'Crowded']],
  [{ sort: 'name' }, ['Crowded', 'Large', 'Usual', 'Young']],
  [{ show: 'owed' }, ['Young']],
  [{ show: 'earning' }, ['Large', 'Usual']],
  [{ show: 'trouble' }, []],
  [{ sort: 'name', limit: 2, offset: 1 }, ['Large', 'Usual']],
])('%o lists %j', async (input, expected) => {
  expect(await names(await openLibrary(), input)).toEqual(expected);
});

test('what was uploaded in 7 and 30 days is known once that was watched, and the small table stays small', async () => {
  const stage = await openLibrary();
  const hash = Buffer.from('Large'.padEnd(20, '.')).toString('hex');
  const told: (readonly [number | null, number | null])[] = [];
  for (let day = 1; day <= 35; day++) {
    stage.change(hash, { uploadedBytes: 5e9 + day * 1000 });
    await stage.look(24);
    const output = await ask(stage, { limit: 1 });
    const row = output.kind === 'list' ? output.rows[0] : undefined;
    if ([6, 7, 29, 30, 35].includes(day)) {
      told.push([row?.uploaded7Bytes ?? null, row?.uploaded30Bytes ?? null]);
    }
  }

  expect(told).toEqual([
    [null, null],
    [7000, null],
    [7000, null],
    [7000, 30_000],
    [7000, 30_000],
  ]);
  const samples = `select t.name, count(*)::int as count from seeding_samples s
                     join seeding_torrents t on t.id = s.torrent_id group by t.name order by t.name`;
  expect(await em().execute(samples)).toEqual([
    { name: 'Crowded', count: 1 },
    { name: 'Large', count: 32 },
    { name: 'Usual', count: 1 },
    { name: 'Young', count: 1 },
  ]);
});

test('the list says where it goes on, and that nobody has looked yet', async () => {
  const before = await show(openSeeding(em));
  const page = textOf(await show(await openLibrary(), { limit: 1 }));

  expect(before.title).toBe('Seeding unknown');
  expect(page).toContain('1 of 4 shown; "seeding offset:1" goes on.');
});

test('the client as it is now, over the API as well; nothing is made up while it is away', async () => {
  const stage = await openLibrary();
  stage.put('Stuck', 0, { state: 'stalled-download', isComplete: false, uploadBytesPerSecond: 5 });
  const limits = {
    preferences: async () => ({ maxUploads: 20 }),
    queueLimits: async () => ({ isQueueing: true, maxActiveUploads: 3 }),
    freeSpaceBytes: async () => 7e10,
  };
  Object.assign(stage.services.qbittorrent ?? {}, limits);

  const output = await ask(stage, { show: 'client' });
  stage.services.qbittorrent = null;
  const away = await ask(stage, { show: 'client' });

  expect(clientFields(output)).toEqual({
    connected: true,
    torrents: 5,
    torrent_states: { 'stalled-upload': 4, 'stalled-download': 1 },
    download_rate: 0,
    upload_rate: 5,
    stalled: 1,
    upload_slots: 20,
    queueing_enabled: true,
    max_active_uploads: 3,
    free_space_bytes: 7e10,
  });
  expect(monitorFields(output)).toMatchObject({
    monitoring_active: true,
    point_generation_estimate: null,
    seeding_allocation_percent: 80,
    downloading_allocation_percent: 20,
  });
  expect(seedingFields(await ask(stage, { limit: 1 }))).toMatchObject({
    torrents: [{ name: 'Large', owed_hours: 0, estimated_points_per_hour: null }],
    total: 4,
  });
  expect(textOf(seeding.view(output))).toContain('3 seed at once');
  expect(seeding.view(away).title).toBe('qBittorrent does not answer');
  expect(clientFields(away)).toMatchObject({ connected: false, torrents: null, stalled: null });
});
