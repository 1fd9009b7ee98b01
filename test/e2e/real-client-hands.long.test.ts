import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { qbittorrentAvailable } from '../support/qbittorrent.ts';
import type { SwarmClient } from '../support/swarm-client.ts';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { readFolder } from './folders.ts';
import { countRequests } from './stage.ts';
import { openSwarmStage, recordings, type SwarmStage, underWay } from './swarm-stage.ts';
import {
  approve,
  cardSays,
  followed,
  lookAnew,
  patience,
  shelved,
  type TestBot,
  wantEverything,
} from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const phoenix = 'The Phoenix and the Carpet';
const longMs = 240_000;
const slow = { limit: '10000' };
const unlimited = { limit: '0' };

type Scene = {
  stage: SwarmStage;
  bot: TestBot;
  person: SwarmClient;
  proposal: number;
  /** The open proposals of the other books. */
  others: number[];
  hash: string;
};

/** A download of the first book that stays under way until the seeder's limit is lifted. */
async function openScene(context: TestContext, ...titles: string[]): Promise<Scene> {
  const stage = await openSwarmStage(context, recordings(warlord, ...titles));
  const hash = stage.torrents[0]?.infoHash ?? '';
  await stage.seeder.order('setUploadLimit', hash, slow);
  const bot = await stage.start();
  const [proposal = 0, ...others] = await wantEverything(bot, [warlord, ...titles]);
  await approve(bot, proposal);
  await underWay(stage, hash);
  return { stage, bot, person: await stage.person(), proposal, others, hash };
}

/** Two generations of one word; each knows only its own. */
async function halt(person: SwarmClient, hash: string): Promise<void> {
  await person.order('pause', hash).catch(() => person.order('stop', hash));
}
async function goOn(person: SwarmClient, hash: string): Promise<void> {
  await person.order('resume', hash).catch(() => person.order('start', hash));
}

describe.skipIf(!qbittorrentAvailable)('what a person does in the real client', () => {
  test.concurrent(
    'stopped, started, moved and left without its category, a download is followed to the shelf',
    async (context) => {
      const { stage, bot, person, proposal, others, hash } = await openScene(context, phoenix);
      const elsewhere = path.join(stage.leecher.defaultSavePath, 'elsewhere');

      await halt(person, hash);
      await cardSays(bot, proposal, /stopped by hand in qBittorrent, start it there to go on/);
      await goOn(person, hash);
      await cardSays(bot, proposal, /downloading: \d+ % downloaded(?!, stopped)/);
      await person.order('setLocation', hash, { location: elsewhere });
      await person.order('removeCategories', '', { categories: 'audiobooks' });
      await stage.seeder.order('setUploadLimit', hash, unlimited);
      await followed(bot, warlord);
      await approve(bot, others[0] ?? 0);
      await followed(bot, phoenix);

      const lying = await readFolder(elsewhere);
      expect([...lying.values()].map(({ links }) => links)).toEqual([2]);
      const rows = await person.torrents();
      const tidy = rows.map(({ name, category }) => `${name}: ${category}`).sort();
      expect(tidy).toEqual([
        `E. Nesbit - ${phoenix}.mp3: audiobooks`,
        `Edgar Rice Burroughs - ${warlord}.mp3: `,
      ]);
      expect(bot.room.titled(/^Needs you|^Job failed/)).toEqual([]);
    },
    longMs,
  );

  test.concurrent(
    'a torrent that was removed is told of once; put back by hand it goes on, put back by retry as well',
    async (context) => {
      const { stage, bot, person, proposal, hash } = await openScene(context);
      const { bytes } = stage.torrents[0] ?? { bytes: Buffer.alloc(0) };
      const remove = () => person.order('delete', hash, { deleteFiles: 'true' });

      await remove();
      await cardSays(bot, proposal, /stopped: the torrent was removed from qBittorrent/);
      await person.add(bytes, { category: 'audiobooks', autoTMM: 'true' });
      await lookAnew(bot);
      await cardSays(bot, proposal, /downloading: \d+ % downloaded/);
      await remove();
      await cardSays(bot, proposal, /stopped: the torrent was removed from qBittorrent/);
      const [told] = bot.room.titled(/^Needs you/);
      await bot.type('retry', { download: 1 });
      await stage.seeder.order('setUploadLimit', hash, unlimited);
      await followed(bot, warlord);

      expect(told && textOf(told.reply)).toContain(
        'adds the torrent once more, without asking the tracker',
      );
      expect(bot.room.titled(/^Needs you/)).toHaveLength(2);
      expect(countRequests(stage.world.tracker, 'download')).toBe(1);
      expect(await bot.rows('select source from downloads')).toEqual([{ source: 'mam' }]);
    },
    longMs,
  );

  test.concurrent(
    'files that vanished stop it with the folder named, and retry lets the client fetch them again',
    async (context) => {
      const { stage, bot, person, proposal, hash } = await openScene(context);
      const folder = stage.environment['QB_SAVE_PATH'] ?? '';

      await stage.leecher.shutDown();
      await rm(folder, { recursive: true });
      await stage.leecher.startAgain();
      await cardSays(bot, proposal, /stopped: qBittorrent misses the files of the torrent in \S+/);
      await stage.seeder.order('setUploadLimit', hash, unlimited);
      await bot.type('retry', { download: 1 });
      await followed(bot, warlord);

      expect((await stage.person()) !== person).toBe(true);
      expect((await readFolder(folder)).size).toBe(1);
      expect(countRequests(stage.world.tracker, 'download')).toBe(1);
    },
    longMs,
  );

  test.concurrent(
    'a torrent that is there already, in whatever category, is not added a second time',
    async (context) => {
      const stage = await openSwarmStage(context, recordings(warlord));
      const [torrent] = stage.torrents;
      const person = await stage.person();
      const own = path.join(stage.leecher.defaultSavePath, 'own');
      await person.add(torrent?.bytes ?? Buffer.alloc(0), { category: 'mine', savepath: own });
      await until(async () => (await person.torrents())[0]?.progress === 1, patience);
      const bot = await stage.start();
      const [proposal = 0] = await wantEverything(bot, [warlord]);

      await approve(bot, proposal);
      await shelved(bot, warlord);

      expect(await person.torrents()).toMatchObject([{ category: 'mine', save_path: own }]);
      const [lying] = (await readFolder(own)).values();
      expect(lying?.links).toBe(2);
    },
    longMs,
  );
});
