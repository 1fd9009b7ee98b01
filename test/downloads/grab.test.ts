import { expect, test } from 'vitest';
import type { Mam } from '../../src/clients/mam/index.ts';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { loadConfig } from '../../src/config.ts';
import { grabHandler } from '../../src/downloads/grab.ts';
import { NoRoomError } from '../../src/errors.ts';
import type { Services } from '../../src/services.ts';
import { realTime } from '../../src/time.ts';
import { addReading, hoursLater, now, policy } from '../proposals/builders.ts';
import { only } from '../proposals/site.ts';
import { buildRow } from '../releases/builders.ts';
import { effectMessage } from '../support/effect-message.ts';
import { makeTorrent } from '../support/torrent.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const config = loadConfig({});
const torrent = makeTorrent({
  name: 'Salt',
  files: [{ path: '01.mp3', bytes: Buffer.alloc(40_000, 1) }],
  announce: `${config.settings.MAM_TRACKER_URL}/passkey/announce`,
});

/** A free release on its way, with a tracker and a client whose answers take so long. */
async function openGrab(torrentFileSeconds: readonly number[], freeBytes = 1e12) {
  await em().execute(
    `with m as (insert into missing_books (work_key, title, reason_missing, download_status)
                values ('a', 'Salt', 'request', 'queued') returning id),
          r as (insert into releases (source, tracker_id, title, facts)
                values ('mam', '501', 'Salt', '{}') returning id),
          p as (insert into proposals (missing_book_id, release_id, status, decided_by, decided_by_name)
                select m.id, r.id, 'approved', 'discord:7', 'Ada' from m, r returning id)
     insert into downloads (title, source, release_id, missing_book_id, proposal_id, is_paid)
     select 'Salt', 'mam', r.id, m.id, p.id, false from m, r, p`,
  );
  const clock = { now };
  const calls: string[] = [];
  const waits = [...torrentFileSeconds];
  const disk = { freeBytes };
  const mam = {
    releaseById: async () => {
      calls.push('look');
      return buildRow({ isFree: true });
    },
    torrentFile: async () => {
      calls.push('torrent');
      if (refusal.isOn) throw new NoRoomError();
      clock.now = new Date(clock.now.getTime() + (waits.shift() ?? 0) * 1000);
      return torrent.bytes;
    },
  };
  const refusal = { isOn: false };
  const inClient: string[] = [];
  const qbittorrent = {
    torrents: async (hashes: string[]) => hashes.filter((hash) => inClient.includes(hash)),
    freeSpaceBytes: async () => disk.freeBytes,
    ensureCategory: async () => undefined,
    torrentsOfCategory: async () => [],
    addTorrent: async ({ infoHash, tags }: { infoHash: string; tags: string[] }) => {
      calls.push(`add ${tags.join(' ')}`);
      inClient.push(infoHash);
      return 'added';
    },
  };
  const services = {
    em,
    now: () => clock.now,
    sleep: realTime.sleep,
    config,
    platforms: [],
    policy: async () => policy,
    seal: { close: (plain: Buffer) => plain, open: (sealed: Buffer) => sealed },
    mam: mam as unknown as Mam,
    prowlarr: null,
    sources: only(mam as unknown as Mam),
    qbittorrent: qbittorrent as unknown as Qbittorrent,
  } satisfies Partial<Services>;
  const grab = () => grabHandler(services)(effectMessage('grab', { downloadId: 1 }), em());
  return { calls, clock, disk, refusal, grab };
}

const download = async () =>
  (await em().execute('select status, status_reason, next_retry from downloads'))[0];

test('a release is looked at, fetched and added', async () => {
  const { calls, grab } = await openGrab([1]);

  expect(await grab()).toBeUndefined();

  expect(calls).toEqual(['look', 'torrent', 'add mam requested']);
  expect(await download()).toMatchObject({ status: 'downloading', next_retry: null });
});

test('what the tracker said more than a minute ago does not count: it is looked at once more', async () => {
  const { calls, grab } = await openGrab([61]);

  const later = await grab();
  expect(later).toMatchObject({ reason: 'the release is looked at once more' });
  expect(await grab()).toBeUndefined();

  expect(calls).toEqual(['look', 'torrent', 'look', 'add mam requested']);
});

test('a disk without room makes it wait, with the time at which it is tried again', async () => {
  const { calls, disk, clock, grab } = await openGrab([], 1e9);

  const later = await grab();
  const waiting = await download();
  disk.freeBytes = 1e12;
  clock.now = hoursLater(1);
  await grab();

  expect(later?.retryAt).toEqual(hoursLater(1 / 12));
  expect(waiting).toMatchObject({
    status: 'waiting',
    status_reason: expect.stringContaining('GB free') as string,
    next_retry: hoursLater(1 / 12),
  });
  expect(calls).toEqual(['look', 'torrent', 'look', 'add mam requested']);
});

test('one that is in the client already, from an attempt that was cut off, is not looked at again', async () => {
  const { calls, grab } = await openGrab([1]);
  await grab();
  await em().execute(`update downloads set status = 'queued'`);

  await grab();

  expect(calls).toEqual(['look', 'torrent', 'add mam requested']);
  expect(await download()).toMatchObject({ status: 'downloading' });
});

test('in an emergency a paid one waits without a word to the tracker, and goes on when it is over', async () => {
  const { calls, grab } = await openGrab([]);
  await em().execute('update downloads set is_paid = true');
  await em().execute(
    `insert into ratio_episodes (level, since, ratio) values ('emergency', ?, 0.98)`,
    [now],
  );

  const later = await grab();
  const frozen = await download();
  const askedInEmergency = [...calls];
  await em().execute('update ratio_episodes set ended_at = ?', [now]);
  await grab();

  expect(later?.retryAt).toEqual(hoursLater(1 / 12));
  expect(frozen).toMatchObject({
    status: 'waiting',
    status_reason: 'ratio emergency since 2026-06-15 12:00 UTC (ratio 0.98): paid downloads wait',
  });
  expect(askedInEmergency).toEqual([]);
  // It became free meanwhile, as the last look says.
  expect(calls).toEqual(['look', 'torrent', 'add mam requested']);
  expect(await em().execute('select is_paid, emergency_blocked from downloads')).toEqual([
    { is_paid: false, emergency_blocked: false },
  ]);
});

test('at the unsatisfied limit a free release is held too, and the tracker is asked for nothing', async () => {
  const { calls, grab } = await openGrab([1]);
  await addReading(em(), { unsatisfied: 90 });

  expect(await grab()).toMatchObject({
    reason: expect.stringMatching(/^unsatisfied is 90 of 100/),
  });

  expect(calls).toEqual([]);
  expect(await download()).toMatchObject({ status: 'waiting' });
});

test('a 406 is understood: nothing is blocked, nothing more is asked, it goes on by itself', async () => {
  const { calls, clock, refusal, grab } = await openGrab([1]);
  refusal.isOn = true;

  await grab();
  clock.now = hoursLater(0.5);
  await grab();
  const whileHeld = [...calls];
  refusal.isOn = false;
  clock.now = hoursLater(1.1);
  await grab();

  expect(whileHeld).toEqual(['look', 'torrent']);
  expect(calls).toEqual(['look', 'torrent', 'look', 'torrent', 'add mam requested']);
  expect(await download()).toMatchObject({ status: 'downloading' });
  expect(await em().execute('select 1 from blocklist')).toEqual([]);
  expect(await em().execute('select kind from alerts')).toEqual([
    { kind: 'unsatisfied-near-limit' },
  ]);
  expect(await em().execute(`select status from tasks where task_name = 'account'`)).toEqual([
    { status: 'requested' },
  ]);
});
