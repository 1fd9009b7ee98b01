import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { buttonsOf, textOf } from './chat-room.ts';
import { type GateRequest, holdFirst, withBody } from './gate.ts';
import { openKillStage } from './kill-stage.ts';
import { type BotStage, countRequests, offerOnly, openBotStage, type Stage } from './stage.ts';
import { approve, patience, shelved, type TestBot, wantEverything } from './test-bot.ts';

/** Only for ratio. */
const tikTok = 'Tik-Tok of Oz';
/** A free release is there. */
const warlord = 'The Warlord of Mars';
const longMs = 180_000;

function setRatio({ world }: Pick<Stage, 'world'>, ratio: number): void {
  const { account } = world.tracker;
  account.uploadedBytes = Math.round(account.downloadedBytes * ratio);
}

/** Has the account read as often as these ratios say, and waits until each was judged. */
async function readRatios(
  stage: Pick<Stage, 'world'>,
  bot: Pick<TestBot, 'type'> & { rows: TestBot['rows'] },
  ...ratios: number[]
): Promise<void> {
  const runs = async (states: string) =>
    (await bot.rows(`select 1 from tasks where task_name = 'account' and status in (${states})`))
      .length;
  for (const ratio of ratios) {
    // A reading that is under way may have the ratio of before.
    await until(async () => (await runs(`'requested', 'running'`)) === 0, patience);
    setRatio(stage, ratio);
    const before = await runs(`'completed'`);
    await bot.type('run', { job: 'account' });
    await until(async () => (await runs(`'completed'`)) > before, patience);
  }
}

async function start(stage: BotStage): Promise<TestBot> {
  const bot = await stage.start();
  await until(async () => (await bot.rows('select 1 from ratio_log')).length > 0, patience);
  return bot;
}

test.concurrent(
  'an emergency freezes what is paid and lets the rest go on; when it is over everything does',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [tikTok, warlord]);
    const bot = await start(stage);
    const [paid = 0, free = 0] = await wantEverything(bot, [tikTok, warlord]);

    await readRatios(stage, bot, 1.1, 0.98);
    const refused = await bot.type('approve', { proposal: paid }).catch((error: unknown) => error);
    await approve(bot, free);
    await shelved(bot, warlord);
    const status = textOf(await bot.type('status'));
    const ratio = textOf(await bot.type('ratio'));
    const slots = stage.world.downloadClient.preferences['max_uploads'];
    await readRatios(stage, bot, 1.04);
    const still = await bot.type('approve', { proposal: paid }).catch((error: unknown) => error);
    await readRatios(stage, bot, 1.5);
    await until(() => bot.room.titled(/^The ratio has recovered/)[0], patience);
    await approve(bot, paid);
    await shelved(bot, tikTok);

    for (const answer of [refused, still]) {
      expect(answer).toMatchObject({ code: 'frozen' });
      expect(String(answer)).toMatch(
        /ratio-emergency is on since .* \(ratio 0\.98\), needed is a ratio of 1\.05/,
      );
    }
    expect(
      await bot.rows(
        `select distinct emergency_active as is from tasks where current_ratio between 0.98 and 1.04`,
      ),
    ).toEqual([{ is: true }]);
    expect(status).toContain('ratio: ratio emergency since');
    expect(ratio).toContain('upload slots: 20 → 30');
    expect(slots).toBe(30);
    expect(stage.world.downloadClient.preferences['max_uploads']).toBe(20);
    for (const title of [/getting low$/, /^Ratio emergency/, /^The ratio has recovered/]) {
      expect(bot.room.titled(title)).toHaveLength(1);
    }
    const [alarm] = bot.room.titled(/^Ratio emergency/);
    expect(alarm && buttonsOf(alarm.reply).map(({ label }) => label)).toEqual([
      'Show ratio',
      'Read now',
      'Seen',
    ]);
  },
  longMs,
);

test.concurrent(
  'an approved paid grab that waits is frozen, and goes on once when the ratio has recovered',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [tikTok]);
    const bot = await start(stage);
    const [proposal = 0] = await wantEverything(bot, [tikTok]);
    await stage.client.shut();
    await approve(bot, proposal);
    await until(
      async () => (await bot.rows(`select 1 from downloads where status = 'waiting'`)).length > 0,
      patience,
    );

    await readRatios(stage, bot, 1.1, 0.98);
    const frozen = await bot.rows('select status, emergency_blocked, status_reason from downloads');
    await stage.client.reopen();
    await bot.rows(`update outbox set not_before = 'epoch' where status = 'pending' returning id`);
    await until(() => stage.world.downloadClient.preferences['max_uploads'] === 30, patience);
    // A try that began before may still say that the client is away.
    const queue = async () => textOf(await bot.type('queue', { state: 'waiting' }));
    await until(async () => (await queue()).includes('ratio emergency since'), patience);
    const inClient = stage.world.downloadClient.torrents.size;
    await readRatios(stage, bot, 1.5);
    await shelved(bot, tikTok);

    expect(frozen).toEqual([
      {
        status: 'waiting',
        emergency_blocked: true,
        status_reason: expect.stringContaining('ratio emergency since') as string,
      },
    ]);
    expect(inClient).toBe(0);
    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(1);
    expect(countRequests(stage.world.tracker, 'download')).toBe(1);
    expect(await bot.rows('select emergency_blocked as is from downloads')).toEqual([
      { is: false },
    ]);
  },
  longMs,
);

test.concurrent(
  'a ratio of 0.04 in the download client beside 4.03 on the site is no emergency and holds nothing back',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [tikTok]);
    setRatio(stage, 4.03);
    const told: string[] = [];
    stage.client.setGuard(async (_request, forward) => {
      const answer = await forward();
      const text = answer.body.toString();
      if (!text.includes('"global_ratio"')) return answer;
      told.push('0.04');
      const worse = text
        .replaceAll(/"global_ratio":"[^"]*"/g, '"global_ratio":"0.04"')
        .replaceAll(/"alltime_ul":\d+/g, '"alltime_ul":4000000000')
        .replaceAll(/"alltime_dl":\d+/g, '"alltime_dl":100000000000');
      return withBody(answer, Buffer.from(worse));
    });
    const bot = await start(stage);
    const [paid = 0] = await wantEverything(bot, [tikTok]);

    await readRatios(stage, bot, 4.03, 4.03);
    await approve(bot, paid);
    await shelved(bot, tikTok);

    expect(told.length).toBeGreaterThan(0);
    expect(textOf(await bot.type('ratio'))).toContain('4.03');
    expect(await bot.rows('select distinct level from ratio_episodes')).toEqual([
      { level: 'normal' },
    ]);
    expect(bot.room.titled(/ratio/i)).toEqual([]);
    expect(countRequests(stage.world.downloadClient, 'app/setPreferences')).toBe(0);
  },
  longMs,
);

const setsPreferences = ({ path }: GateRequest) => path.endsWith('/app/setPreferences');

test.concurrent.for(['before', 'after'] as const)(
  'killed %s the client changed its upload slots, on the way in and on the way out: they end up as they were',
  { timeout: longMs },
  async (when, context) => {
    const stage = await openKillStage(context);
    const { rows, room, world, client } = stage;
    const { preferences } = world.downloadClient;
    let bot = await stage.start();
    const dieAt = async (ratio: number) => {
      const { guard, reached } = holdFirst(setsPreferences, when);
      client.setGuard(guard);
      await readRatios(stage, { type: bot.type, rows }, ratio);
      await reached;
      await bot.kill();
      client.setGuard(null);
      bot = await stage.start();
    };
    await readRatios(stage, { type: bot.type, rows }, 1.1);

    await dieAt(0.98);
    await until(() => preferences['max_uploads'] === 30, patience);
    await until(
      async () =>
        (await rows('select 1 from ratio_episodes where measured_at is not null')).length > 0,
      patience,
    );
    await dieAt(1.5);
    await until(() => room.titled(/^The ratio has recovered/)[0], patience);

    expect(preferences['max_uploads']).toBe(20);
    expect(await rows('select before, after, outcome from client_changes')).toEqual([
      { before: 20, after: 30, outcome: 'restored' },
    ]);
    expect(room.titled(/^Ratio emergency/)).toHaveLength(1);
    expect(room.titled(/^The ratio has recovered/)).toHaveLength(1);
  },
);
