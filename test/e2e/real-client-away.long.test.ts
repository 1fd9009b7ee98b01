import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { qbittorrentAvailable } from '../support/qbittorrent.ts';
import { until } from '../support/until.ts';
import { countRequests } from './stage.ts';
import { openSwarmStage, recordings, type SwarmStage, underWay } from './swarm-stage.ts';
import {
  approve,
  cardSays,
  followed,
  patience,
  shelved,
  type TestBot,
  wantEverything,
} from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 240_000;
/** Slow enough that a download is still under way when something happens to it. */
const slowBytesPerSecond = 10_000;

/** The client has the torrent once, the tracker was asked for it once, and nobody was troubled. */
async function expectGotOnce(stage: SwarmStage, bot: TestBot): Promise<void> {
  const person = await stage.person();
  expect(await person.torrents()).toMatchObject([{ progress: 1, category: 'audiobooks' }]);
  expect(countRequests(stage.world.tracker, 'download')).toBe(1);
  expect(bot.room.titled(/^Needs you|^Job failed|^Download failed/)).toEqual([]);
}

describe.skipIf(!qbittorrentAvailable)('while the real client is away', () => {
  test.concurrent(
    'what is approved waits with the reason, and is added once when the client is back',
    async (context) => {
      const stage = await openSwarmStage(context, recordings(warlord));
      const bot = await stage.start();
      const [proposal = 0] = await wantEverything(bot, [warlord]);

      await stage.leecher.shutDown();
      await approve(bot, proposal);
      await cardSays(bot, proposal, /waiting: qbittorrent at \S+ cannot be reached/);
      await stage.leecher.startAgain();
      await shelved(bot, warlord);

      expect(bot.room.titled(/^On the shelf/)).toHaveLength(1);
      await expectGotOnce(stage, bot);
    },
    longMs,
  );

  test.concurrent(
    'a download under way says what it waits for and goes on: a restart, then five seconds of silence',
    async (context) => {
      const stage = await openSwarmStage(context, recordings(warlord));
      const [{ infoHash } = { infoHash: '' }] = stage.torrents;
      const limit = (bytesPerSecond: number) =>
        stage.seeder.order('setUploadLimit', infoHash, { limit: String(bytesPerSecond) });
      await limit(slowBytesPerSecond);
      const bot = await stage.start();
      const [proposal = 0] = await wantEverything(bot, [warlord]);

      await approve(bot, proposal);
      await underWay(stage, infoHash);
      await stage.leecher.shutDown();
      await cardSays(bot, proposal, /downloading: qbittorrent at \S+ cannot be reached/);
      await stage.leecher.startAgain();
      await cardSays(bot, proposal, /downloading: \d+ % downloaded/);
      stage.leecher.signal('SIGSTOP');
      await sleep(5000);
      stage.leecher.signal('SIGCONT');
      const person = await stage.person();
      const [torrent] = await until(async () => {
        const rows = await person.torrents();
        return rows.length > 0 && rows;
      }, patience);
      await limit(0);
      await followed(bot, warlord);

      expect(torrent?.progress).toBeLessThan(1);
      expect(bot.room.titled(/^On the shelf/)).toHaveLength(1);
      await expectGotOnce(stage, bot);
    },
    longMs,
  );
});
