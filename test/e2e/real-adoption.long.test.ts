import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { qbittorrentAvailable } from '../support/qbittorrent.ts';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';
import { createChatRoom, textOf } from './chat-room.ts';
import { readFolder } from './folders.ts';
import { holdFirst, startGate } from './gate.ts';
import { startKillableBot, serveRoom, endDatabase, readRows } from './killable-bot.ts';
import { countRequests } from './stage.ts';
import { openSwarmStage, recordings } from './swarm-stage.ts';
import { cardOf, followed, patience, type TestBot, wantEverything } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const phoenix = 'The Phoenix and the Carpet';
const longMs = 240_000;
const inCategory = { category: 'audiobooks', autoTMM: 'true' };

/** A torrent of another tracker that no book goes by, and its one file. */
function strange(name: string) {
  const bytes = Buffer.alloc(50_000, name);
  const announce = 'http://elsewhere.invalid/announce/other-secret';
  const { bytes: torrent, infoHash } = makeTorrent({
    name,
    files: [{ path: name, bytes }],
    announce,
  });
  return { name, bytes, torrent, infoHash };
}

/** Runs `downloads` once more and waits for the end of the run. */
async function look(
  bot: Pick<TestBot, 'type'>,
  rows: (statement: string) => Promise<unknown[]>,
): Promise<void> {
  const over = () =>
    rows(`select 1 from tasks where task_name = 'downloads' and status in ('completed', 'failed')`);
  const before = (await over()).length;
  await bot.type('run', { job: 'downloads' });
  await until(async () => (await over()).length > before, patience);
}

describe.skipIf(!qbittorrentAvailable)('torrents a person adds to the real client', () => {
  test.concurrent(
    'are adopted, followed, checked and shelved; what was there before and what is ours is not',
    async (context) => {
      const stage = await openSwarmStage(context, recordings(warlord, phoenix));
      const person = await stage.person();
      const [before, unheard] = [strange('There before us.mp3'), strange('Unheard of.mp3')];
      const own = path.join(stage.leecher.defaultSavePath, 'own');
      await mkdir(own, { recursive: true });
      for (const { name, bytes } of [before, unheard]) await writeFile(path.join(own, name), bytes);
      const there = { category: 'audiobooks', savepath: own, autoTMM: 'false' };
      await person.add(before.torrent, there);
      const bot = await stage.start();
      const [proposal = 0] = await wantEverything(bot, [warlord, phoenix]);
      await look(bot, bot.rows);
      const early = bot.room.titled(/^Adopted/);

      await person.add(unheard.torrent, there);
      for (const { bytes } of stage.torrents) await person.add(bytes, inCategory);
      await bot.type('run', { job: 'downloads' });
      await followed(bot, warlord);
      await followed(bot, phoenix);
      await until(() => bot.room.titled(/^Needs you: Unheard of/).length > 0, patience);
      await look(bot, bot.rows);
      await look(bot, bot.rows);

      expect(early).toEqual([]);
      const told = bot.room.titled(/^Adopted/).map(({ reply }) => textOf(reply));
      expect(
        told.map((text) => text.split('\n')[0]).sort((a = '', b = '') => a.localeCompare(b)),
      ).toEqual([`Adopted: ${phoenix}`, `Adopted: ${warlord}`, 'Adopted: Unheard of']);
      expect(told.join('\n')).toMatch(
        /stops before the library\nWhy: no missing book goes by its name/,
      );
      const rows = await bot.rows<{ title: string; source: string; status: string }>(
        'select title, source, status from downloads order by title',
      );
      expect(rows).toEqual([
        { title: phoenix, source: 'Manual', status: 'completed' },
        { title: warlord, source: 'Manual', status: 'completed' },
        { title: 'Unheard of', source: 'Manual', status: 'stopped' },
      ]);
      const card = textOf(cardOf(bot, proposal));
      expect(card).toContain('Withdrawn: a torrent of the book was added by hand.');
      const shelf = path.join(stage.world.library.folder, 'Edgar Rice Burroughs/Barsoom');
      const placed = [...(await readFolder(shelf))].filter(([file]) => file.includes(warlord));
      expect(placed.map(([, { links }]) => links)).toEqual([2]);
      expect(countRequests(stage.world.tracker, 'download')).toBe(0);
      const received = JSON.stringify(stage.tracker.requests.map(({ body }) => body.toString()));
      expect(received).not.toContain(unheard.infoHash);
    },
    longMs,
  );

  test.concurrent(
    'are adopted once even if the program is killed when it had read the torrent',
    async (context) => {
      const stage = await openSwarmStage(context, recordings(warlord));
      const way = await startGate(stage.leecher.baseUrl, { keepsHost: false });
      stage.onEnd(way.stop);
      const room = createChatRoom();
      const server = await serveRoom(room);
      stage.onEnd(server.stop);
      const dataDir = stage.environment['DATA_DIR'] ?? '';
      stage.onEnd(() => endDatabase(dataDir));
      const environment = { ...stage.environment, QB_URL: way.url };
      const { folder, onEnd } = stage;
      const start = () =>
        startKillableBot({ environment, folder, room, roomUrl: server.url, onEnd });
      const bot = await start();
      await wantEverything({ ...bot }, [warlord]);
      const rows = () => readRows<{ status: string }>(dataDir, 'select status from downloads');
      await look(bot, (statement) => readRows(dataDir, statement));
      const { guard, reached } = holdFirst(({ path: asked }) => asked.endsWith('export'), 'after');
      way.setGuard(guard);

      await (await stage.person()).add(stage.torrents[0]?.bytes ?? Buffer.alloc(0), inCategory);
      await bot.type('run', { job: 'downloads' });
      await reached;
      await bot.kill();
      const left = await rows();
      way.setGuard(null);
      const again = await start();
      await again.type('run', { job: 'downloads' });
      await until(async () => (await rows())[0]?.status === 'completed', patience);

      expect(left).toEqual([]);
      expect(await rows()).toHaveLength(1);
      await until(() => room.titled(/^On the shelf/).length === 1, patience);
      expect(room.titled(/^Adopted/)).toHaveLength(1);
    },
    longMs,
  );
});
