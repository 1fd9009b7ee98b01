import path from 'node:path';
import pg from 'pg';
import { expect, type TestContext, test } from 'vitest';
import { startDiscord } from '../../src/sandbox/discord/index.ts';
import { until } from '../support/until.ts';
import { createChatRoom } from './chat-room.ts';
import { type KillableBot, serveRoom, startKillableBot } from './killable-bot.ts';
import { countRequests, offerOnly, openStage } from './stage.ts';
import { createDatabaseUrl, openProposal, patience, shelved } from './test-bot.ts';

const longMs = 400_000;
const titles = [
  'The Warlord of Mars',
  'The Phoenix and the Carpet',
  'Dorothy and the Wizard in Oz',
];
const apiKey = 'the key of the owner, thirty-two characters or more';
const nextMinute = { timeoutMs: 150_000 };
/** Messages one process may have in its hands when it is killed. */
const lanes = 4;

type Trio = Awaited<ReturnType<typeof openTrio>>;

test(
  'three processes share one database, one of them is killed at work, and everything happens once',
  async (context) => {
    const trio = await openTrio(context);
    const { stage, room, discord, rows } = trio;
    const leader = await trio.start('one');
    await until(
      () => discord.gateway.connected() === 1 && discord.commands.guild.length > 0,
      patience,
    );
    await until(async () => (await rows(clockHolders)).length === 1, patience);
    const others = [await trio.start('two'), await trio.start('three')];
    const all = [leader, ...others];
    const [second = leader, third = leader] = others;

    await until(() => room.titled(/gaps in \d+ series/).length > 0, patience);
    await second.type('series', { series: 'all', monitor: 'all' });
    const proposals = await Promise.all(titles.map((title) => openProposal({ room }, title)));
    await Promise.all(all.map((bot) => bot.type('run', { job: 'account' })));
    const answers = await Promise.all(
      proposals.flatMap((proposal) => all.map((bot) => approveOver(bot, proposal))),
    );
    await until(async () => (await rows(atWork)).length > 0, patience);
    const seen = await discord.person('mia').run('status').until('Ratio');
    await leader.kill();
    const killedAt = performance.now();
    const [{ at: killed } = { at: '' }] = (await rows('select now()::text as at')) as {
      at: string;
    }[];
    const staleBefore = [...trio.staleCookies];
    await third.type('run', { job: 'top10' });
    await until(async () => (await rows(secondStarts)).length > 0, patience);
    const jobsAfterMs = performance.now() - killedAt;
    await until(() => discord.gateway.identifies.length === 2, patience);
    await until(() => discord.gateway.connected() === 1, patience);
    const chatAfterMs = performance.now() - killedAt;
    const seenAfter = await discord.person('mia').run('status').until('Ratio');
    for (const title of titles) await shelved({ room }, title);
    await until(async () => (await rows(unsettled)).length === 0, patience);
    await until(async () => (await rows(slotsAfter(killed))).length > 0, nextMinute);
    console.log(
      `taken over: jobs after ${(jobsAfterMs / 1000).toFixed(1)} s, Discord after ${(chatAfterMs / 1000).toFixed(1)} s`,
    );

    expect(answers.toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 409, 409, 409, 409, 409, 409,
    ]);
    expect(seen).toContain('Ratio');
    expect(seenAfter).toContain('Ratio');
    expect(discord.violations).toEqual([]);
    expect(await rows(cutOff)).toEqual([{ task_name: 'downloads' }]);
    await expectOnce(trio);
    expect(staleBefore).toEqual([]);
    // The answer to a request of the killed process may be lost with it; the site takes the cookie before.
    expect(trio.staleCookies.length).toBeLessThanOrEqual(1);
    expect(await rows('select state, state_reason from tracker_session')).toEqual([
      { state: 'ok', state_reason: null },
    ]);
    expect(stage.world.tracker.requests.filter(({ status }) => status === 403)).toEqual([]);
  },
  longMs,
);

/** Torrents, books, runs and messages: nothing twice, nothing left. */
async function expectOnce({ stage, room, discord, rows }: Trio): Promise<void> {
  const { tracker, downloadClient, library } = stage.world;
  expect(countRequests(tracker, 'download')).toBe(titles.length);
  expect(countRequests(downloadClient, 'torrents/add')).toBe(titles.length);
  expect(downloadClient.torrents.size).toBe(titles.length);
  const shelf = [...library.items.values()].map(({ scanned }) => scanned.title);
  expect(shelf.filter((title) => titles.includes(title)).toSorted()).toEqual(titles.toSorted());
  expect(await rows(overlapping)).toEqual([]);
  const keys = room.posts.toSorted();
  const repeated = keys.filter((key, index) => key === keys[index - 1]);
  expect(repeated.length).toBeLessThanOrEqual(lanes);
  const announced = discord
    .channel('books')
    .messages.filter((message) => discord.show(message).includes('On the shelf'));
  expect(announced).toHaveLength(titles.length);
}

const clockHolders = `select 1 from pg_locks where locktype = 'advisory' and classid = 7266100 and granted
  and database = (select oid from pg_database where datname = current_database())`;
const atWork = `select 1 from tasks where task_name = 'downloads' and status = 'running'`;
const secondStarts = `select 1 from tasks where task_name = 'top10' and actual_start is not null`;
const slotsAfter = (time: string) =>
  `select 1 from tasks where task_name = 'account' and slot > '${time}' and status = 'completed'`;
const cutOff = `select task_name from tasks where task_name = 'downloads' and status = 'interrupted'`;
const unsettled = `select key from outbox where status <> 'done'
  union all select task_name from tasks where status in ('requested', 'running') and scheduled_time <= now()`;
// A slot that came while its job was at work is written down without a start.
const overlapping = `select a.task_name, a.id as first, b.id as second
  from tasks a join tasks b on b.task_name = a.task_name and b.id > a.id
  where a.actual_start is not null and b.actual_start is not null
    and tstzrange(a.actual_start, a.actual_end) && tstzrange(b.actual_start, b.actual_end)`;

async function approveOver({ url }: KillableBot, proposal: number): Promise<number> {
  const { status } = await fetch(`${url}/api/proposals/${proposal}/approve`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    body: '{}',
  });
  return status;
}

/** A world, a chat room and a Discord for three bots on one database. */
async function openTrio(context: TestContext) {
  const stage = await openStage(context, { downloadBytesPerSecond: 400_000 });
  offerOnly(stage, titles);
  const { folder, onEnd } = stage;
  const room = createChatRoom();
  const roomServer = await serveRoom(room);
  onEnd(roomServer.stop);
  const discord = await startDiscord();
  onEnd(discord.stop);
  const database = await createDatabaseUrl();
  onEnd(database.drop);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  onEnd(() => client.end());
  const environment = {
    ...stage.environment,
    ...discord.environment,
    DATABASE_URL: database.url,
    SECRET_KEY: 'one key for all three processes of this test',
    API_KEY: apiKey,
    HTTP_PORT: '0',
    SCHEDULER_ENABLED: 'true',
    JOB_ACCOUNT_SCHEDULE: '* * * * *',
  };
  const start = (name: string) =>
    startKillableBot({
      environment: { ...environment, DATA_DIR: path.join(folder, name) },
      folder,
      room,
      roomUrl: roomServer.url,
      onEnd,
    });
  const rows = async (statement: string) => (await client.query(statement)).rows as unknown[];
  return { stage, room, discord, start, rows, staleCookies: watchCookies(stage) };
}

/** What was asked of the tracker with another cookie than the last one it gave. */
function watchCookies({ tracker, environment }: Awaited<ReturnType<typeof openStage>>): string[] {
  let current = environment['MAM_ID'] ?? '';
  const stale: string[] = [];
  tracker.setGuard(async (request, forward) => {
    if (request.path.startsWith('/tracker.php/')) return forward();
    if (!request.headers.cookie?.includes(current)) stale.push(request.path);
    const answer = await forward();
    const given = String(answer.headers['set-cookie'] ?? '');
    current = /mam_id=([^;]+)/.exec(given)?.[1] ?? current;
    return answer;
  });
  return stale;
}
