import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createQbittorrent, type Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { memoryLoginGate } from '../../src/clients/qbittorrent/login-gate.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { policy } from '../proposals/builders.ts';
import {
  qbittorrentAvailable,
  type RunningQbittorrent,
  startQbittorrent,
} from '../support/qbittorrent.ts';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';
import { ratioStage } from './stage.ts';

const { em } = useDatabase();
const patience = { timeoutMs: 30_000 };

describe.skipIf(!qbittorrentAvailable)('with the real program', () => {
  let program: RunningQbittorrent;
  let qbittorrent: Qbittorrent;
  let folder: string;

  beforeAll(async () => {
    program = await startQbittorrent();
    const { baseUrl, username, password, defaultSavePath } = program;
    qbittorrent = createQbittorrent({
      baseUrl,
      username,
      password,
      userAgent: 'test',
      now: () => new Date(),
      loginGate: memoryLoginGate(),
    });
    folder = path.join(path.dirname(defaultSavePath), 'books');
    await qbittorrent.ensureCategory('audiobooks', folder);
  }, 60_000);

  afterAll(() => program?.stop());

  /** A torrent whose first file is on the disk, and with `isWhole` the second one too; stopped and checked. */
  async function add(name: string, isWhole: boolean, category = 'audiobooks'): Promise<string> {
    const files = [
      { path: '01.mp3', bytes: randomBytes(5 * 16_384) },
      { path: '02.mp3', bytes: randomBytes(5 * 16_384) },
    ];
    const { bytes, infoHash } = makeTorrent({
      name,
      files,
      announce: 'http://127.0.0.1:9/announce',
    });
    await mkdir(path.join(folder, name), { recursive: true });
    for (const file of isWhole ? files : files.slice(0, 1)) {
      await writeFile(path.join(folder, name, file.path), file.bytes);
    }
    const fileName = `${name}.torrent`;
    const place = { savePath: folder, category, tags: [], stopped: true };
    await qbittorrent.addTorrent({ bytes, infoHash, fileName, ...place });
    await until(
      async () => (await qbittorrent.torrents([infoHash]))[0]?.run === 'stopped',
      patience,
    );
    await qbittorrent.recheck([infoHash]);
    await until(async () => {
      const [torrent] = await qbittorrent.torrents([infoHash]);
      return torrent && torrent.progress === (isWhole ? 1 : 0.5) && torrent.run === 'stopped';
    }, patience);
    return infoHash;
  }

  /** Everything there is: all preferences, and the state of every torrent as the program names it. */
  async function everything(hashes: Record<string, string>) {
    const torrents = await qbittorrent.torrents(Object.values(hashes));
    const states = torrents.map(({ name, rawState }) => [name, rawState] as const);
    return { preferences: await allPreferences(), states: Object.fromEntries(states) };
  }

  async function allPreferences(): Promise<unknown> {
    const { baseUrl, username, password } = program;
    const login = await fetch(`${baseUrl}/api/v2/auth/login`, {
      method: 'POST',
      body: new URLSearchParams({ username, password }),
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const answer = await fetch(`${baseUrl}/api/v2/app/preferences`, { headers: { cookie } });
    return await answer.json();
  }

  test('an emergency comes and goes, and preferences and every torrent are as before', async () => {
    const hashes = {
      seeds: await add('Seeds', true),
      idle: await add('Idle', true),
      forced: await add('Forced', true),
      stuck: await add('Stuck', false),
      paid: await add('Paid', false),
      forcedPaid: await add('Forced and paid', false),
      stopped: await add('Stopped', false),
      elsewhere: await add('Of another category', true, 'films'),
    };
    await qbittorrent.resume([hashes.seeds, hashes.stuck, hashes.paid]);
    await qbittorrent.forceStart([hashes.forced, hashes.forcedPaid]);
    for (const hash of [hashes.paid, hashes.forcedPaid]) {
      await em().execute(
        `insert into downloads (title, source, status, is_paid, qbittorrent_hash)
         values ('Paid', 'mam', 'downloading', true, ?)`,
        [hash],
      );
    }
    const states = {
      Forced: 'forcedUP',
      'Forced and paid': 'forcedDL',
      Idle: expect.stringMatching(/^(paused|stopped)UP$/) as string,
      'Of another category': expect.stringMatching(/^(paused|stopped)UP$/) as string,
      Paid: 'stalledDL',
      Seeds: 'stalledUP',
      Stopped: expect.stringMatching(/^(paused|stopped)DL$/) as string,
      Stuck: 'stalledDL',
    };
    await until(async () => matches((await everything(hashes)).states, states), patience);
    const before = await everything(hashes);
    const services = {
      em,
      now: () => new Date(),
      platforms: ['room'],
      policy: async () => policy,
      config: loadConfig({}),
      qbittorrent,
    } as unknown as Services;
    const { read, work } = ratioStage(services);
    await read(1.1);

    await read(1);
    await work();

    const during = {
      ...states,
      'Forced and paid': expect.stringMatching(/^(paused|stopped)DL$/) as string,
      Idle: 'stalledUP',
      Paid: expect.stringMatching(/^(paused|stopped)DL$/) as string,
      Stuck: 'forcedDL',
    };
    await until(async () => matches((await everything(hashes)).states, during), patience);
    expect((await everything(hashes)).preferences).toEqual({
      ...(before.preferences as object),
      max_uploads: 30,
    });

    await read(1.04);
    await read(1.05);
    await work();

    await until(async () => matches((await everything(hashes)).states, states), patience);
    expect(await everything(hashes)).toEqual(before);
    expect(await em().execute(`select distinct outcome from client_changes`)).toEqual([
      { outcome: 'restored' },
    ]);
  }, 120_000);

  test('a preference that the program does not take is not reported as changed', async () => {
    const before = await qbittorrent.preferences();

    await qbittorrent.changePreferences({ maxUploads: before.maxUploads + 5 });
    expect((await qbittorrent.preferences()).maxUploads).toBe(before.maxUploads + 5);
    await expect(qbittorrent.changePreferences({ maxUploads: 1.5 })).rejects.toMatchObject({
      kind: 'unexpected',
    });

    await qbittorrent.changePreferences(before);
  });
});

function matches(got: unknown, wanted: unknown): boolean {
  try {
    expect(got).toEqual(wanted);
    return true;
  } catch {
    return false;
  }
}
