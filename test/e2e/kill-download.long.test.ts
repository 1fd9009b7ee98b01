import { expect, test } from 'vitest';
import { holdFirst } from './gate.ts';
import { expectGotOnce, openKillStage, warlord } from './kill-stage.ts';
import { approve, cardSays, wantEverything } from './test-bot.ts';

const longMs = 90_000;

test.concurrent(
  'killed before it knew that the client took the torrent: the next start finds it there',
  async (context) => {
    const stage = await openKillStage(context);
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    const { guard, reached } = holdFirst(({ path }) => path.endsWith('torrents/add'), 'after');
    stage.client.setGuard(guard);

    await approve(bot, proposal);
    await reached;
    await bot.kill();
    const left = await stage.rows('select status from downloads');
    stage.client.setGuard(null);
    await stage.start();

    expect(left).toEqual([{ status: 'queued' }]);
    await expectGotOnce(stage);
  },
  longMs,
);

test.concurrent(
  'killed while downloading: the next start follows on and shelves the book',
  async (context) => {
    const stage = await openKillStage(context, { downloadBytesPerSecond: 400_000 });
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);

    await approve(bot, proposal);
    await cardSays(bot, proposal, /downloading: /);
    await bot.kill();
    const [torrent] = stage.world.downloadClient.torrents.values();
    const wasComplete = torrent?.have.every(Boolean);
    await stage.start();

    expect(wasComplete).toBe(false);
    await expectGotOnce(stage);
  },
  longMs,
);
