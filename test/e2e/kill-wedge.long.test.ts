import { expect, type TestContext, test } from 'vitest';
import { until } from '../support/until.ts';
import { type GateRequest, holdFirst } from './gate.ts';
import { countRequests } from './stage.ts';
import { type KillStage, openKillStage, warlord } from './kill-stage.ts';
import { patience, wantEverything } from './test-bot.ts';

const longMs = 240_000;

/** Only the paid release is left, and any size is worth a wedge. */
async function open(context: TestContext): Promise<KillStage> {
  const stage = await openKillStage(context);
  const { releases } = stage.world.tracker;
  releases.splice(
    0,
    releases.length,
    ...releases.filter((one) => !one.free && one.vipDays === null),
  );
  stage.environment['WEDGE_MIN_GB'] = '0';
  return stage;
}

/** Approves with a wedge and kills the bot while this request is held. */
async function killDuring(
  stage: KillStage,
  matches: (request: GateRequest) => boolean,
  when: 'before' | 'after',
): Promise<void> {
  const bot = await stage.start();
  await until(async () => (await stage.rows('select 1 from ratio_log')).length > 0, patience);
  const [proposal = 0] = await wantEverything(bot, [warlord]);
  const { guard, reached } = holdFirst(matches, when);
  stage.tracker.setGuard(guard);
  await bot.type('approve', { proposal, wedge: true });
  await reached;
  await bot.kill();
  stage.tracker.setGuard(null);
}

const asksForWedge = ({ query }: GateRequest) => query.has('fl');

/** The book is on the shelf, and it cost one wedge and no ratio. */
async function expectOneWedge(stage: KillStage): Promise<void> {
  const { tracker, downloadClient } = stage.world;
  await until(() => stage.room.titled(/^On the shelf/)[0], { timeoutMs: 120_000 });
  expect(tracker.account.wedges).toBe(2);
  expect(tracker.releases.filter((release) => release.personalFreeleech)).toHaveLength(1);
  expect(countRequests(downloadClient, 'torrents/add')).toBe(1);
  expect(downloadClient.torrents.size).toBe(1);
  const open = await stage.rows(`select status from purchases where is_spent is null`);
  expect(open).toEqual([]);
}

test.concurrent(
  'killed after the wedge was spent and before its answer came: the next start sees it and spends no other',
  async (context) => {
    const stage = await open(context);

    await killDuring(stage, asksForWedge, 'after');
    const left = await stage.rows('select status from purchases');
    await stage.start();

    expect(left).toEqual([{ status: 'sent' }]);
    await expectOneWedge(stage);
    expect(await stage.rows('select status, is_spent from purchases')).toEqual([
      { status: 'confirmed', is_spent: true },
    ]);
  },
  longMs,
);

test.concurrent(
  'killed before the request reached the site: nothing is sent again until half an hour has shown nothing',
  async (context) => {
    const stage = await open(context);

    await killDuring(stage, asksForWedge, 'before');
    await stage.start();
    const isLost = async () =>
      (await stage.rows(`select 1 from purchases where status = 'unknown'`))[0];
    await until(isLost, patience);
    const wedges = stage.world.tracker.account.wedges;
    await stage.rows(`update purchases set sent_at = now() - interval '31 minutes'`);
    await stage.rows(`update outbox set not_before = 'epoch' where topic = 'grab'`);

    expect(wedges).toBe(3);
    await expectOneWedge(stage);
    expect(await stage.rows('select status, is_spent from purchases order by id')).toEqual([
      { status: 'reconciled', is_spent: false },
      { status: 'confirmed', is_spent: true },
    ]);
  },
  longMs,
);

test.concurrent(
  'killed while the account is read to confirm it: the wedge is found in the account',
  async (context) => {
    const stage = await open(context);
    let isSpent = false;

    await killDuring(
      stage,
      ({ path, query }) => {
        isSpent ||= query.has('fl');
        return isSpent && path === '/jsonLoad.php';
      },
      'after',
    );
    await stage.start();

    await expectOneWedge(stage);
    expect(countRequests(stage.world.tracker, 'download')).toBe(1);
  },
  longMs,
);

test.concurrent(
  'killed before anything was sent: the intent is carried out once',
  async (context) => {
    const stage = await open(context);
    let isIntended = false;

    await killDuring(
      stage,
      ({ path, body }) => {
        isIntended ||= body.includes('"id":');
        return isIntended && path === '/jsonLoad.php';
      },
      'before',
    );
    const left = await stage.rows('select status from purchases');
    await stage.start();

    expect(left).toEqual([{ status: 'intended' }]);
    await expectOneWedge(stage);
    expect(await stage.rows('select status from purchases')).toEqual([{ status: 'confirmed' }]);
  },
  longMs,
);
