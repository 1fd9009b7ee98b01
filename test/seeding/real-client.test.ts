import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createQbittorrent, type Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { memoryLoginGate } from '../../src/clients/qbittorrent/login-gate.ts';
import { loadConfig } from '../../src/config.ts';
import { climb } from '../../src/downloads/climb.ts';
import { Download } from '../../src/downloads/download.entity.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { bencode } from '../../src/sandbox/bencode.ts';
import { orderTorrent, seedingOrderHandler } from '../../src/seeding/orders.ts';
import { slotsHandler } from '../../src/seeding/slots.ts';
import { watchSeeding } from '../../src/seeding/watch.ts';
import type { Services } from '../../src/services.ts';
import { policy } from '../proposals/builders.ts';
import {
  qbittorrentAvailable,
  type RunningQbittorrent,
  startQbittorrent,
} from '../support/qbittorrent.ts';
import { effectMessage } from '../support/effect-message.ts';
import { connectTo } from '../support/swarm-client.ts';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const patience = { timeoutMs: 60_000 };
const longMs = 180_000;

describe.skipIf(!qbittorrentAvailable)('with the real program', () => {
  let program: RunningQbittorrent;
  let qbittorrent: Qbittorrent;
  let tracker: Server;
  let trackerUrl: string;
  let isRegistered = true;
  let clock: Date;
  let services: Services;

  beforeAll(async () => {
    tracker = createServer((_request, response) => {
      const reason = { 'failure reason': 'torrent not registered with this tracker' };
      const peers = { interval: 5, 'min interval': 5, complete: 1, incomplete: 0, peers: '' };
      response.end(bencode(isRegistered ? peers : reason));
    });
    tracker.listen(0, '127.0.0.1');
    await once(tracker, 'listening');
    trackerUrl = `http://127.0.0.1:${(tracker.address() as AddressInfo).port}`;
    program = await startQbittorrent();
    await connect();
  }, 60_000);

  beforeEach(async () => {
    isRegistered = true;
    clock = new Date();
    await clear();
  }, 60_000);

  afterAll(async () => {
    await program?.stop();
    tracker?.close();
    tracker?.closeAllConnections();
  });

  async function connect(): Promise<void> {
    const { baseUrl, username, password, defaultSavePath } = program;
    const loginGate = memoryLoginGate();
    const now = () => new Date();
    const login = { username, password, userAgent: 'test' };
    qbittorrent = createQbittorrent({ baseUrl, ...login, now, loginGate });
    await qbittorrent.ensureCategory('audiobooks', defaultSavePath);
    services = {
      em,
      now: () => clock,
      platforms: ['room'],
      policy: async () => policy,
      config: loadConfig({ MAM_TRACKER_URL: trackerUrl }),
      seal: { close: (plain: Buffer) => plain, open: (sealed: Buffer) => sealed },
      qbittorrent,
    } as unknown as Services;
  }

  async function clear(): Promise<void> {
    const all = await qbittorrent.torrentsOfCategory('audiobooks');
    await qbittorrent.remove(
      all.map(({ hash }) => hash),
      { deleteFiles: true },
    );
    await until(async () => (await qbittorrent.torrentsOfCategory('audiobooks')).length === 0);
  }

  /** A torrent in the category, all of it on the disk or nothing, and a download of ours with it. */
  async function add(name: string, isWhole: boolean, status = 'completed'): Promise<string> {
    const files = [{ path: '01.mp3', bytes: randomBytes(5 * 16_384) }];
    const announce = `${trackerUrl}/announce/secretkey`;
    const { bytes, infoHash } = makeTorrent({ name, files, announce });
    const folder = path.join(program.defaultSavePath, name);
    await mkdir(folder, { recursive: true });
    for (const file of isWhole ? files : []) {
      await writeFile(path.join(folder, file.path), file.bytes);
    }
    const place = { savePath: program.defaultSavePath, category: 'audiobooks', tags: [] };
    await qbittorrent.addTorrent({
      bytes,
      infoHash,
      fileName: `${name}.torrent`,
      ...place,
      stopped: false,
    });
    await em().execute(
      `insert into downloads (title, source, status, qbittorrent_hash, torrent_sealed, save_path)
       values (?, 'mam', ?, ?, ?, ?)`,
      [name, status, infoHash, bytes, program.defaultSavePath],
    );
    await reaches(infoHash, isWhole ? /UP$/ : /^stalledDL$/);
    return infoHash;
  }

  async function rawState(hash: string): Promise<string | undefined> {
    return (await qbittorrent.torrents([hash]))[0]?.rawState;
  }

  async function reaches(hash: string, state: RegExp): Promise<void> {
    await until(async () => state.test((await rawState(hash)) ?? ''), patience).catch(async () => {
      throw new Error(`${hash} is ${await rawState(hash)}, not ${state}`);
    });
  }

  /** Lets an hour pass, and looks. */
  async function look(): Promise<void> {
    clock = new Date(clock.getTime() + 3_600_000);
    await watchSeeding(services);
  }

  async function order(action: 'start' | 'recheck' | 'add'): Promise<void> {
    const [row] = await em().execute<{ id: number }[]>('select id from seeding_torrents');
    const ask = { torrentId: row?.id ?? 0, order: action };
    await em().transactional((inner) =>
      orderTorrent(inner, ask, { seedHours: policy.seedHours, now: clock }),
    );
    const handlers = { 'seeding-order': seedingOrderHandler(services) };
    const onDead = async (_message: unknown, reason: string) => Promise.reject(new Error(reason));
    while (await dispatchOne({ em, now: () => clock, handlers, onDead }));
  }

  async function alerts(): Promise<string[]> {
    const rows = await em().execute<{ title: string }[]>(
      `select reply ->> 'title' as title from alerts order by id`,
    );
    return rows.map(({ title }) => title);
  }

  test(
    'stopped, removed or without its files: told once, and the button puts it right',
    async () => {
      const hash = await add('Salt', true);
      await look();
      await qbittorrent.pause([hash]);
      await reaches(hash, /^(paused|stopped)UP$/);
      // It seeded for some seconds only, so the bot starts it once by itself.
      await look();
      await reaches(hash, /^(stalledUP|uploading)$/);
      await qbittorrent.pause([hash]);
      await reaches(hash, /^(paused|stopped)UP$/);
      for (const _ of [1, 2, 3]) await look();
      const whenStopped = await alerts();
      await order('start');
      await reaches(hash, /^(stalledUP|uploading)$/);
      await look();

      await qbittorrent.remove([hash], { deleteFiles: false });
      await until(async () => (await rawState(hash)) === undefined, patience);
      for (const _ of [1, 2, 3]) await look();
      const whenGone = await alerts();
      await order('add');
      await reaches(hash, /^(stalledUP|uploading)$/);
      await look();

      await program.shutDown();
      await rm(path.join(program.defaultSavePath, 'Salt'), { recursive: true });
      await program.startAgain();
      await connect();
      await reaches(hash, /^missingFiles$/);
      for (const _ of [1, 2, 3]) await look();
      const withoutFiles = await alerts();
      await order('recheck');
      await reaches(hash, /DL$/);

      expect(whenStopped).toEqual(['Does not seed: Salt']);
      expect(whenGone).toHaveLength(2);
      expect(withoutFiles).toHaveLength(3);
    },
    longMs,
  );

  test(
    'the tracker takes a torrent off: its words are understood, and told once',
    async () => {
      const hash = await add('Salt', true);
      await look();
      isRegistered = false;
      await qbittorrent.reannounce([hash]);
      await until(async () => {
        const [one] = await qbittorrent.trackers(hash);
        return one?.message.includes('not registered');
      }, patience);
      for (const _ of [1, 2, 3]) await look();

      expect(await alerts()).toEqual(['No longer on the tracker: Salt']);
      expect(await rawState(hash)).toMatch(/UP$/);
    },
    longMs,
  );

  test(
    'a download for which nothing arrives is restarted, and runs as before',
    async () => {
      const hash = await add('Salt', false, 'downloading');
      const [download] = await em().find(Download, {}, { populate: ['release', 'missingBook'] });
      if (!download) throw new Error('no download');
      const states: (string | undefined)[] = [];
      for (const minutes of [0, 15, 15]) {
        clock = new Date(clock.getTime() + minutes * 60_000);
        const [torrent] = await qbittorrent.torrents([hash]);
        if (torrent) await climb(services, download, torrent);
        await reaches(hash, /^stalledDL$/);
        states.push(await rawState(hash));
      }

      expect(states).toEqual(['stalledDL', 'stalledDL', 'stalledDL']);
      const [stall] = await em().execute('select rung, is_restarting, ended_at from stalls');
      expect(stall).toEqual({ rung: 2, is_restarting: false, ended_at: null });
    },
    longMs,
  );

  test(
    'what owes hours passes the queue of the client, and goes back into it',
    async () => {
      const hashes = [await add('One', true), await add('Two', true), await add('Three', true)];
      const person = await connectTo(program);
      const set = (json: object) => person.preferences(json);
      const states = () => Promise.all(hashes.map(rawState));
      const count = async (state: string) => (await states()).filter((one) => one === state).length;
      const adjust = () => slotsHandler(services)(effectMessage('seeding-slots'), em());
      await set({ queueing_enabled: true, max_active_uploads: 1, max_active_torrents: 1 });
      await until(async () => (await count('queuedUP')) > 0, patience);

      await until(async () => {
        await look();
        await adjust();
        return (await count('queuedUP')) === 0;
      }, patience);
      const forced = await count('forcedUP');
      await em().execute('update seeding_torrents set earlier_seconds = 500000, size_bytes = null');
      await adjust();
      await until(async () => (await count('forcedUP')) === 0, patience);

      await set({ queueing_enabled: false });
      await until(async () => (await count('stalledUP')) === hashes.length, patience);
      expect(forced).toBeGreaterThan(0);
      expect(await em().execute('select distinct outcome from client_changes')).toEqual([
        { outcome: 'restored' },
      ]);
    },
    longMs,
  );
});
