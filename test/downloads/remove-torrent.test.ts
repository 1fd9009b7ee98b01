import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createQbittorrent, type Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { memoryLoginGate } from '../../src/clients/qbittorrent/login-gate.ts';
import { removeTorrentHandler } from '../../src/downloads/remove-torrent.ts';
import {
  qbittorrentAvailable,
  type RunningQbittorrent,
  startQbittorrent,
} from '../support/qbittorrent.ts';
import { effectMessage } from '../support/effect-message.ts';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';
import { audio } from './pipeline.ts';

describe.skipIf(!qbittorrentAvailable)('with the real download client', () => {
  const { em } = useDatabase();
  let program: RunningQbittorrent;
  let qbittorrent: Qbittorrent;

  beforeAll(async () => {
    program = await startQbittorrent();
    const { baseUrl, username, password } = program;
    const now = () => new Date();
    const loginGate = memoryLoginGate();
    qbittorrent = createQbittorrent({
      baseUrl,
      username,
      password,
      userAgent: 'test',
      now,
      loginGate,
    });
  }, 60_000);
  afterAll(() => program?.stop());

  const files = [
    { path: '01.mp3', bytes: audio('one') },
    { path: '02.mp3', bytes: audio('two') },
  ];

  /** A torrent of which so many files are there, and a cancelled download of it; answers its number. */
  async function giveUp(name: string, present: number): Promise<number> {
    const folder = path.join(program.defaultSavePath, name);
    await mkdir(folder, { recursive: true });
    for (const file of files.slice(0, present))
      await writeFile(path.join(folder, file.path), file.bytes);
    const torrent = makeTorrent({ name, files, announce: 'http://127.0.0.1:9/announce/secretkey' });
    const { bytes, infoHash } = torrent;
    await qbittorrent.addTorrent({
      bytes,
      infoHash,
      fileName: 'a.torrent',
      category: '',
      tags: [],
      savePath: program.defaultSavePath,
      stopped: false,
    });
    const isSettled = async () => {
      const [state] = await qbittorrent.torrents([infoHash]);
      return state && !['checking', 'unknown'].includes(state.state);
    };
    await until(isSettled, { timeoutMs: 30_000 });
    const [row] = await em().execute<{ id: number }[]>(
      `insert into downloads (title, source, status, qbittorrent_hash) values (?, 'mam', 'cancelled', ?) returning id`,
      [name, infoHash],
    );
    return row?.id ?? 0;
  }

  /** Carries the removal out, as often as it asks to be asked again. */
  async function remove(downloadId: number): Promise<string[]> {
    const handler = removeTorrentHandler({ em, now: () => new Date(), qbittorrent });
    await until(
      async () => !(await handler(effectMessage('remove-torrent', { downloadId }), em())),
      {
        timeoutMs: 30_000,
      },
    );
    const events = await em().execute<{ detail: string }[]>(
      'select detail from download_events where download_id = ? order by id',
      [downloadId],
    );
    return events.map(({ detail }) => detail);
  }

  test('an unfinished torrent goes with its files, once', async () => {
    const download = await giveUp('Half a Tale', 1);

    const first = await remove(download);
    const again = await remove(download);

    expect(first).toEqual(['the unfinished torrent was removed from qBittorrent with its files']);
    expect(again.at(-1)).toBe('the torrent is not in qBittorrent any more');
    await until(async () => !(await readdir(program.defaultSavePath)).includes('Half a Tale'));
  }, 60_000);

  test('a complete one stays and goes on seeding', async () => {
    const download = await giveUp('A Whole Tale', 2);

    const story = await remove(download);

    const [row] = await em().execute<{ hash: string }[]>(
      'select qbittorrent_hash as hash from downloads',
    );
    const [state] = await qbittorrent.torrents([row?.hash ?? '']);
    expect(story).toEqual([
      'the torrent is complete, so it stays in qBittorrent and goes on seeding',
    ]);
    expect(state).toMatchObject({
      isComplete: true,
      state: expect.stringMatching(/seeding|stalled-upload/),
    });
    expect(await readdir(path.join(program.defaultSavePath, 'A Whole Tale'))).toHaveLength(2);
  }, 60_000);
});
