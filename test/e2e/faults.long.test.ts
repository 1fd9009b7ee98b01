import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import { type Guard, withBody } from './gate.ts';
import { countRequests, offerOnly, openBotStage } from './stage.ts';
import { approve, cardSays, patience, shelved, type TestBot, wantEverything } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const tikTok = 'Tik-Tok of Oz';
const longMs = 90_000;

/** Runs a job that has to fail. */
async function fail(bot: TestBot, job: string): Promise<void> {
  const failures = () =>
    bot.rows(`select 1 from tasks where task_name = '${job}' and status = 'failed'`);
  const before = await failures();
  await bot.type('run', { job });
  await until(async () => (await failures()).length > before.length, patience);
}

test.concurrent(
  'an approval while the download client is away waits with its reason and is carried out once',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord]);
    const { downloadClient, tracker } = stage.world;
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);

    await stage.client.shut();
    await approve(bot, proposal);
    await cardSays(bot, proposal, /waiting: .*qbittorrent/i);
    await stage.client.reopen();
    await shelved(bot, warlord);

    expect(downloadClient.torrents.size).toBe(1);
    expect(countRequests(downloadClient, 'torrents/add')).toBe(1);
    expect(countRequests(tracker, 'download')).toBe(1);
  },
  longMs,
);

test.concurrent(
  'a session that the tracker refuses stops all work there, is told once, and nothing approved is lost',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord, tikTok]);
    const { downloadClient, tracker } = stage.world;
    const bot = await stage.start();
    const [free = 0, paid = 0] = await wantEverything(bot, [warlord, tikTok]);

    stage.tracker.setGuard(loginPage);
    await approve(bot, free);
    await approve(bot, paid);
    await cardSays(bot, free, /waiting: .*refused the session/);
    await cardSays(bot, paid, /waiting: .*refused the session/);
    const requests = stage.tracker.requests.length;
    await fail(bot, 'account');
    await fail(bot, 'account');

    expect(stage.tracker.requests).toHaveLength(requests);
    expect(bot.room.titled(/refused our session/)).toHaveLength(1);
    expect(downloadClient.torrents.size).toBe(0);

    await bot.stop();
    stage.tracker.setGuard(null);
    const fresh = /mam_id=([^;]+)/.exec(tracker.session.rotate())?.[1] ?? '';
    const again = await stage.start({ MAM_ID: fresh }, bot.room);
    await shelved(again, warlord);
    await shelved(again, tikTok);

    expect(countRequests(downloadClient, 'torrents/add')).toBe(2);
  },
  longMs,
);

/** The site as it is to somebody who is not signed in; the announce address knows no sessions. */
const loginPage: Guard = async ({ path }, forward) => {
  if (path.startsWith('/tracker.php/')) return forward();
  const body = Buffer.from('<!doctype html><title>Login</title><form action="/takelogin.php">');
  return { status: 200, headers: { 'content-type': 'text/html' }, body };
};

test.concurrent(
  'a library server that shows half of its books is not believed, and no gap is made of it',
  async (context) => {
    const stage = await openBotStage(context);
    const bot = await stage.start();
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);
    const gaps = textOf(await bot.type('gaps'));
    const library = textOf(await bot.type('library'));

    stage.library.setGuard(halfOfTheItems((_shown, total) => total));
    await fail(bot, 'library-scan');
    stage.library.setGuard(halfOfTheItems((shown) => shown));
    await fail(bot, 'library-scan');

    const runs = await bot.rows<{ reason: string }>(
      `select error_message as reason from tasks where status = 'failed' order by id`,
    );
    expect(runs[0]?.reason).toMatch(/promised \d+ books and showed \d+; nothing was changed/);
    expect(runs[1]?.reason).toContain('is not believed');
    expect(textOf(await bot.type('gaps'))).toBe(gaps);
    expect(textOf(await bot.type('library'))).toBe(library);
    expect(bot.room.titled(/^Job failed: library-scan/)).toHaveLength(1);
  },
  longMs,
);

function halfOfTheItems(totalOf: (shown: number, total: number) => number): Guard {
  return async ({ path }, forward) => {
    const answer = await forward();
    if (!path.endsWith('/items')) return answer;
    const list = JSON.parse(answer.body.toString()) as { results: unknown[]; total: number };
    const results = list.results.slice(0, Math.floor(list.results.length / 2));
    const total = totalOf(results.length, list.total);
    return withBody(answer, Buffer.from(JSON.stringify({ ...list, results, total })));
  };
}
