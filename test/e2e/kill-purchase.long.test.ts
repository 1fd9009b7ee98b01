import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { type GateRequest, holdFirst } from './gate.ts';
import { type KillStage, openKillStage } from './kill-stage.ts';
import { countRequests } from './stage.ts';
import { patience } from './test-bot.ts';

const longMs = 240_000;
const isPurchase = ({ path }: GateRequest) => path.startsWith('/json/bonusBuy.php');

type Row = { status: string; is_spent: boolean | null };

/** Starts the renewal and kills the bot while this request is held; answers the books as they were left. */
async function killDuring(
  stage: KillStage,
  matches: (request: GateRequest) => boolean,
  when: 'before' | 'after',
): Promise<Row[]> {
  const bot = await stage.start();
  await until(async () => (await stage.rows('select 1 from ratio_log')).length > 0, patience);
  const { guard, reached } = holdFirst(matches, when);
  stage.tracker.setGuard(guard);
  await bot.type('run', { job: 'vip' });
  await reached;
  await bot.kill();
  stage.tracker.setGuard(null);
  return await books(stage);
}

const books = (stage: KillStage) =>
  stage.rows<Row>('select status, is_spent from purchases order by id');

/** Lets what waits for its time go on now. */
async function goOn(stage: KillStage): Promise<void> {
  await stage.rows(`update outbox set not_before = 'epoch' where topic = 'purchase'`);
}

/** The purchase that was open is settled in this way, and the site sold so much. */
async function expectEnd(stage: KillStage, isSpent: boolean): Promise<void> {
  const isSettled = async () => (await books(stage)).every((row) => row.is_spent !== null);
  await until(isSettled, patience);
  expect(await books(stage)).toMatchObject([{ is_spent: isSpent }]);
  expect(stage.world.tracker.account.spent).toHaveLength(isSpent ? 1 : 0);
}

test.concurrent(
  'killed after the site had booked VIP and before its answer came: one purchase, found in the account',
  async (context) => {
    const stage = await openKillStage(context);

    const left = await killDuring(stage, isPurchase, 'after');
    await stage.start();
    await goOn(stage);

    expect(left).toEqual([{ status: 'sent', is_spent: null }]);
    await expectEnd(stage, true);
    await until(() => stage.room.titled(/^VIP renewed: 7 weeks/)[0], patience);
    expect(countRequests(stage.world.tracker, 'buy')).toBe(1);
  },
  longMs,
);

test.concurrent(
  'killed before the request reached the site: not sent again, and after half an hour not bought',
  async (context) => {
    const stage = await openKillStage(context);

    await killDuring(stage, isPurchase, 'before');
    await stage.start();
    await goOn(stage);
    const isLost = async () => (await books(stage))[0]?.status === 'unknown';
    await until(isLost, patience);
    await until(() => stage.room.titled(/^A purchase without an answer/)[0], patience);
    await stage.rows(`update purchases set sent_at = now() - interval '31 minutes'`);
    await goOn(stage);

    await expectEnd(stage, false);
    await until(() => stage.room.titled(/^VIP was not renewed/)[0], patience);
    expect(stage.room.titled(/^A purchase without an answer/)).toHaveLength(1);
  },
  longMs,
);

test.concurrent(
  'killed before anything was sent: the intent is carried out once',
  async (context) => {
    const stage = await openKillStage(context);
    let reads = 0;

    // The second reading of the run is the one right before the purchase.
    const left = await killDuring(
      stage,
      ({ path }) => path === '/jsonLoad.php' && ++reads === 2,
      'before',
    );
    await stage.start();
    await goOn(stage);

    expect(left).toEqual([{ status: 'intended', is_spent: null }]);
    await expectEnd(stage, true);
    expect(countRequests(stage.world.tracker, 'buy')).toBe(1);
  },
  longMs,
);
