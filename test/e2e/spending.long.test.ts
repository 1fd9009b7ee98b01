import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { buttonsOf, textOf } from './chat-room.ts';
import { countRequests, offerOnly, openBotStage } from './stage.ts';
import { openProposal, patience, shelved, type TestBot } from './test-bot.ts';

/** Only for ratio. */
const tikTok = 'Tik-Tok of Oz';
const longMs = 180_000;
const dayMs = 86_400_000;

const inDays = (days: number) => new Date(Date.now() + days * dayMs);

/** Waits until a run of the job that was asked for is over. */
async function runJob(bot: TestBot, job: string): Promise<void> {
  await bot.type('run', { job });
  const open = `select 1 from tasks where task_name = '${job}' and status in ('requested', 'running')`;
  await until(async () => (await bot.rows(open)).length === 0, patience);
}

const isRead = (bot: TestBot) =>
  until(async () => (await bot.rows('select 1 from ratio_log')).length > 0, patience);

test.concurrent(
  'surplus points: VIP is extended by itself, the rest is proposed, and an owner says yes in the chat',
  async (context) => {
    const stage = await openBotStage(context);
    const { account } = stage.world.tracker;
    Object.assign(account, { points: 70_000, vipUntil: inDays(60.5) });
    const bot = await stage.start();
    await isRead(bot);

    await runJob(bot, 'vip');
    const card = await until(() => bot.room.titled(/^Purchase \d+: \d+ GB/)[0], patience);
    const [approveIt] = buttonsOf(card.reply);
    const unasked = [...account.spent];
    await bot.type(approveIt?.runs ?? '', approveIt?.input ?? {});
    await until(() => /Approved by \S+ · bought/.test(textOf(card.reply)), patience);

    expect(unasked).toEqual([{ kind: 'VIP', amount: 4, points: 5000 }]);
    expect(account.spent[1]).toEqual({ kind: 'upload', amount: 127, points: 63_500 });
    expect(bot.room.titled(/^VIP renewed: 4 weeks/)).toHaveLength(1);
    expect(countRequests(stage.world.tracker, 'buy')).toBe(2);
    const shown = textOf(await bot.type('points'));
    expect(shown).toMatch(/127 GB of upload credit \| Approved by/);
  },
  longMs,
);

test.concurrent(
  'a paid book waits on the VIP pending list while VIP is at risk and comes by itself when it is renewed',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [tikTok]);
    const { account } = stage.world.tracker;
    Object.assign(account, { points: 900, vipUntil: inDays(4.5) });
    const bot = await stage.start();
    await isRead(bot);
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);
    await bot.type('series', { series: 'all', monitor: 'all' });
    const items = () =>
      bot.rows<{ title: string; status: string }>('select title, status from vip_pending_items');
    await until(async () => (await items())[0]?.status === 'pending', patience);
    const [vip, queue] = [textOf(await bot.type('vip')), textOf(await bot.type('queue'))];

    account.points = 30_000;
    await runJob(bot, 'vip');
    const proposal = await openProposal(bot, tikTok);
    await bot.type('approve', { proposal });
    await shelved(bot, tikTok);

    expect(vip).toMatch(/Tik-Tok of Oz by L\. Frank Baum, waits for VIP/);
    expect(queue).toContain('vip safe: 4.5 days (wanted: 7 days of VIP)');
    expect(account.spent).toEqual([{ kind: 'VIP', amount: 12, points: 15_000 }]);
    expect(await items()).toEqual([{ title: tikTok, status: 'released' }]);
    expect(bot.room.titled(/^VIP ends in 4 days/)).toHaveLength(1);
  },
  longMs,
);

test.concurrent(
  'an owner takes one book all the same, after a second look at the figures',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [tikTok]);
    Object.assign(stage.world.tracker.account, { points: 900, vipUntil: inDays(4.5) });
    const bot = await stage.start();
    await isRead(bot);
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);
    await bot.type('series', { series: 'all', monitor: 'all' });
    const held = await until(async () => {
      const [row] = await bot.rows<{ id: number }>(
        `select id from proposals where status = 'held'`,
      );
      return row?.id;
    }, patience);

    await expect(bot.type('approve', { proposal: held })).rejects.toMatchObject({ code: 'frozen' });
    const question = await bot.type('approve', { proposal: held, override: true });
    const [press] = buttonsOf(question);
    await bot.type(press?.runs ?? '', press?.input ?? {});
    await shelved(bot, tikTok);

    expect(press?.label).toBe('Approve all the same');
    const audit = `select input from audit where command = 'approve' and outcome = 'done'`;
    expect(await bot.rows(audit)).toHaveLength(1);
    expect(stage.world.tracker.account.spent).toEqual([]);
  },
  longMs,
);
