import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readAccount } from '../../src/account/read.ts';
import type { Mam } from '../../src/clients/mam/index.ts';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { loadConfig } from '../../src/config.ts';
import { grabHandler } from '../../src/downloads/grab.ts';
import { approve } from '../../src/proposals/decide.ts';
import type { Services } from '../../src/services.ts';
import { realTime } from '../../src/time.ts';
import { account } from '../account/readings.ts';
import { ada, now, policy } from '../proposals/builders.ts';
import { only } from '../proposals/site.ts';
import { buildRow } from '../releases/builders.ts';
import { effectMessage } from '../support/effect-message.ts';
import { makeTorrent } from '../support/torrent.ts';
import { useDatabase } from '../support/use-database.ts';

// Files share their modules: this one needs its own, and leaves none behind.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());

/** The guard that throws instead of doing its work. */
const broken = vi.hoisted(() => ({ name: '' }));

/** The module with every function in it breakable by its name. */
const breakable = vi.hoisted(() => (module: object) => {
  const entries = Object.entries(module).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'function') return [name, value] as const;
    const guarded = (...input: unknown[]): unknown => {
      if (broken.name === name) throw new Error(`${name} is broken`);
      return value(...input) as unknown;
    };
    return [name, guarded] as const;
  });
  return Object.fromEntries(entries);
});

vi.mock('../../src/account/guard.ts', async (original) => breakable(await original()));
vi.mock('../../src/account/ledger.ts', async (original) => breakable(await original()));
vi.mock('../../src/account/record.ts', async (original) => breakable(await original()));
vi.mock('../../src/downloads/approver.ts', async (original) => breakable(await original()));
vi.mock('../../src/downloads/may-start.ts', async (original) => breakable(await original()));
vi.mock('../../src/downloads/look-again.ts', async (original) => breakable(await original()));
vi.mock('../../src/proposals/approval.ts', async (original) => breakable(await original()));
vi.mock('../../src/proposals/hold.ts', async (original) => breakable(await original()));
vi.mock('../../src/ratio/episode.ts', async (original) => breakable(await original()));

const { em } = useDatabase();
const config = loadConfig({});
const torrent = makeTorrent({
  name: 'Salt',
  files: [{ path: '01.mp3', bytes: Buffer.alloc(40_000, 1) }],
  announce: `${config.settings.MAM_TRACKER_URL}/passkey/announce`,
});

beforeEach(() => {
  broken.name = '';
});

/** A paid release that is proposed, and the way it goes: approved, then grabbed. */
async function open() {
  const added: string[] = [];
  const guard = (name: string) => {
    if (broken.name === name) throw new Error(`${name} is broken`);
  };
  const mam = {
    account: async () => {
      guard('account');
      return account;
    },
    releaseById: async () => {
      guard('releaseById');
      return buildRow({ isFree: false });
    },
    torrentFile: async () => torrent.bytes,
  } as unknown as Mam;
  const qbittorrent = {
    torrents: async () => [],
    freeSpaceBytes: async () => {
      guard('freeSpaceBytes');
      return 1e12;
    },
    ensureCategory: async () => undefined,
    torrentsOfCategory: async () => [],
    addTorrent: async ({ infoHash }: { infoHash: string }) => {
      added.push(infoHash);
      return 'added';
    },
  } as unknown as Qbittorrent;
  const services = {
    em,
    now: () => now,
    sleep: realTime.sleep,
    config,
    platforms: [],
    policy: async () => {
      guard('policy');
      return policy;
    },
    seal: { close: (plain: Buffer) => plain, open: (sealed: Buffer) => sealed },
    mam,
    prowlarr: null,
    sources: only(mam),
    qbittorrent,
  } satisfies Partial<Services>;
  await readAccount(em(), mam, [], now);
  await em().execute(
    `with m as (insert into missing_books (work_key, title, reason_missing)
                values ('a', 'Salt', 'request') returning id),
          r as (insert into releases (source, tracker_id, title, facts)
                values ('mam', '501', 'Salt', '{"sizeBytes": 40000, "source": "mam"}') returning id)
     insert into proposals (missing_book_id, release_id, status, is_paid, cost_class, expires_at)
     select m.id, r.id, 'open', true, 'paid', ?::timestamptz + interval '1 day' from m, r`,
    [now],
  );
  return {
    added,
    approve: () =>
      em().transactional((inner) => approve(inner, 1, { policy, platforms: [], now, actor: ada })),
    grab: () => grabHandler(services)(effectMessage('grab', { downloadId: 1 }), em()),
  };
}

const downloads = () => em().execute('select status from downloads');

test('with every guard at work a paid release is approved and grabbed', async () => {
  const { added, approve: press, grab } = await open();

  await press();
  await grab();

  expect(added).toHaveLength(1);
  expect(await downloads()).toEqual([{ status: 'downloading' }]);
});

describe('nothing paid is approved', () => {
  test.each([
    'checkApproval',
    'reasonsToHold',

    'holdReasons',
    'readLedger',
    'openEmergency',
  ])('while %s throws', async (name) => {
    const { approve: press } = await open();
    broken.name = name;

    await expect(press()).rejects.toThrow(`${name} is broken`);

    expect(await downloads()).toEqual([]);
  });
});

describe('nothing paid is grabbed', () => {
  test.each([
    'openEmergency',
    'approverOf',
    'whyNotNow',
    'lookAgain',
    'releaseById',
    'whyWait',
    'policy',
    'account',
    'recordReading',
    'readLedger',
    'grabLimits',
    'holdReasons',
    'freeSpaceBytes',
  ])('while %s throws', async (name) => {
    const { added, approve: press, grab } = await open();
    await press();
    broken.name = name;

    await expect(grab()).rejects.toThrow(`${name} is broken`);

    expect(added).toEqual([]);
    expect(await downloads()).toEqual([{ status: 'queued' }]);
  });
});
