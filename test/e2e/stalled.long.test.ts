import { expect, test, type TestContext } from 'vitest';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { countRequests, offerOnly, openBotStage } from './stage.ts';
import {
  approve,
  cardOf,
  cardSays,
  patience,
  shelved,
  type TestBot,
  wantEverything,
} from './test-bot.ts';

/** A free release and a VIP one. */
const warlord = 'The Warlord of Mars';
const longMs = 180_000;

/** A download of the first release, for which nothing arrives since more than a day. */
async function openStalled(context: TestContext) {
  const stage = await openBotStage(context);
  offerOnly(stage, [warlord]);
  const bot = await stage.start();
  const [proposal = 0] = await wantEverything(bot, [warlord]);
  const [release] = stage.world.tracker.releases;
  if (!release) throw new Error('no release');
  release.seeders = 0;
  await approve(bot, proposal);
  await cardSays(bot, proposal, /nobody sends anything at the moment/);
  await until(async () => (await bot.rows('select 1 from stalls')).length > 0, patience);
  await bot.rows(
    `update stalls set rung = 3, since = now() - interval '25 hours', rung_at = now() - interval '23 hours'`,
  );
  const second = await nextProposal(bot, proposal);
  return { stage, bot, proposal, second, release };
}

/** Lets the job run again, as the clock would, until the next best release is asked about. */
async function nextProposal(bot: TestBot, first: number): Promise<number> {
  const open = `select id from proposals where id <> ${first} and status = 'open'`;
  const running = `select 1 from tasks where task_name = 'downloads' and status in ('requested', 'running')`;
  return await until(async () => {
    const [row] = await bot.rows<{ id: number }>(open);
    if (row) return row.id;
    if ((await bot.rows(running)).length === 0) await bot.type('run', { job: 'downloads' });
    return false;
  }, patience);
}

test.concurrent(
  'after a day the next best release is proposed; approved, it takes the place of the stalled one',
  async (context) => {
    const { stage, bot, proposal, second } = await openStalled(context);
    const key = `card:proposal:${second}`;
    await until(() => bot.room.messages.some((message) => message.key === key), patience);
    await cardSays(bot, second, /Shall I get it/);
    const asked = textOf(cardOf(bot, second));
    const stillThere = stage.world.downloadClient.torrents.size;

    await approve(bot, second);
    await shelved(bot, warlord);

    expect(asked).toContain('Cost: VIP-free');
    expect(stillThere).toBe(1);
    await cardSays(bot, proposal, /nothing arrived; another release was chosen/);
    await until(() => stage.world.downloadClient.torrents.size === 1, patience);
    expect(await bot.rows('select status from downloads order by id')).toEqual([
      { status: 'cancelled' },
      { status: 'completed' },
    ]);
    expect(countRequests(stage.world.tracker, 'download')).toBe(2);
  },
  longMs,
);

test.concurrent(
  'when something arrives after all, nobody is asked any more and the first one is shelved',
  async (context) => {
    const { stage, bot, second, release } = await openStalled(context);

    release.seeders = 14;
    await bot.type('run', { job: 'downloads' });
    await shelved(bot, warlord);

    const states = await bot.rows<{ status: string }>(
      `select status from proposals where id = ${second}`,
    );
    expect(states).toEqual([{ status: 'superseded' }]);
    expect(await bot.rows('select 1 from blocklist')).toEqual([]);
    expect(stage.world.downloadClient.torrents.size).toBe(1);
  },
  longMs,
);
