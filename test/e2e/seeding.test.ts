import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { offerOnly, openBotStage } from './stage.ts';
import { approve, patience, shelved, type TestBot, wantEverything } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const longMs = 180_000;

/** An hour passes for the bot: the next look is due, and what it saw is an hour old. */
async function passAnHour(bot: TestBot): Promise<void> {
  await bot.rows(`update seeding_looks set looked_at = looked_at - interval '2 hours'`);
  await bot.rows(`update seeding_torrents set trouble_since = trouble_since - interval '1 hour'`);
}

/** Runs a job through its worker and waits for its end; answers what it says. */
async function run(bot: TestBot, job: string): Promise<string> {
  const ended = `select log_output as text, status from tasks where task_name = '${job}' and actual_end is not null`;
  const before = (await bot.rows(ended)).length;
  await bot.type('run', { job });
  return await until(async () => {
    const rows = await bot.rows<{ text: string }>(`${ended} order by id`);
    return rows.length > before && rows.at(-1)?.text;
  }, patience);
}

test(
  'a book that was shelved and is stopped while it owes hours: told once, and the button lets it seed',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord]);
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    await approve(bot, proposal);
    await shelved(bot, warlord);
    const [torrent] = stage.world.downloadClient.torrents.values();
    if (!torrent) throw new Error('no torrent');

    const summary = await run(bot, 'seeding');
    const list = textOf(await bot.type('seeding', { show: 'owed' }));
    // It seeded for more than a moment, and then a person stopped it.
    await bot.rows('update seeding_torrents set earlier_seconds = 7200');
    torrent.isStopped = true;
    for (const _ of [1, 2, 3]) {
      await passAnHour(bot);
      await run(bot, 'downloads');
    }
    const [alert, ...more] = await until(() => {
      const found = bot.room.titled(/^Does not seed/);
      return found.length > 0 && found;
    }, patience);
    await bot.type('seeding', { action: 'start', torrent: 1 });

    await until(() => !torrent.isStopped, patience);
    expect(summary).toBe('1 seeding, 0 earning, 1 owe hours, 0 could stop');
    expect(list).toContain('108 owed');
    expect(more).toEqual([]);
    expect(alert && textOf(alert.reply)).toMatch(/2 hours are seeded, 106 are still owed/);
  },
  longMs,
);
