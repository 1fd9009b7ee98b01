import { expect, test, type TestContext } from 'vitest';
import { until } from '../support/until.ts';
import { type GateRequest, holdFirst } from './gate.ts';
import { openKillStage } from './kill-stage.ts';
import { offerOnly, openBotStage } from './stage.ts';
import { patience, type TestBot } from './test-bot.ts';

const longMs = 120_000;
/** Uploaded this week. */
const phoenix = 'The Phoenix and the Carpet';
const charts = { TOP10_CATEGORIES: '44:10', AUTOPILOT: 'free' };

type Run = { id: number; status: string; reason: string | null; report: Record<string, unknown> };
type Rows = <Row>(statement: string) => Promise<Row[]>;

/** The last run of full-sync, as soon as it is over. */
async function endOf(rows: Rows): Promise<Run> {
  return await until(async () => {
    const [run] = await rows<Run>(
      `select id, status, error_message as reason, task_metadata as report from tasks
        where task_name = 'full-sync' order by id desc limit 1`,
    );
    return run && !['requested', 'running'].includes(run.status) && run;
  }, patience);
}

async function openSync(
  context: TestContext,
  changes: Record<string, string> = {},
): Promise<{ bot: TestBot } & Awaited<ReturnType<typeof openBotStage>>> {
  const stage = await openBotStage(context);
  offerOnly(stage, [phoenix]);
  return { ...stage, bot: await stage.start({ ...charts, ...changes }) };
}

const isChart = ({ body }: GateRequest) => body.includes('snatchedDesc');

test.concurrent(
  'a full sync brings the books of the charts onto the shelf, and tells what each step did',
  async (context) => {
    const { bot, world } = await openSync(context);

    await bot.type('run', { job: 'full-sync' });
    const run = await endOf(bot.rows);

    expect(run).toMatchObject({ status: 'completed', reason: null });
    expect(run.report).toMatchObject({
      'library-scan': expect.stringContaining('books read'),
      top10: 'Juvenile: 1 places, 1 wanted',
      'queue 1': expect.stringMatching(/^1 searched: 1 taken by autopilot/),
      'queue 2': expect.stringMatching(/^0 searched/),
      'still on their way': 0,
    });
    const titles = [...world.library.items.values()].map(({ scanned }) => scanned.title);
    expect(titles).toContain(phoenix);
  },
  longMs,
);

test.concurrent(
  'a service that is away does not keep the other steps from being done, and the run says whose fault it is',
  async (context) => {
    const { bot, library } = await openSync(context, { AUTOPILOT: 'propose' });
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);
    await library.shut();

    await bot.type('run', { job: 'full-sync' });
    const run = await until(async () => {
      const [ended] = await bot.rows<Run>(
        `select id, status, error_message as reason, task_metadata as report from tasks
          where task_name = 'full-sync' and status = 'failed'`,
      );
      return ended;
    }, patience);

    expect(run.reason).toContain('library-scan: failed: ');
    expect(run.reason).toContain('top10: Juvenile: 1 places, 1 wanted');
    expect(run.report).toEqual({ service: 'audiobookshelf' });
    const retry = `select 1 from tasks where task_name = 'full-sync' and cause = 'retry'`;
    expect(await bot.rows(retry)).toHaveLength(1);
  },
  longMs,
);

test.concurrent(
  'killed while it searches, it goes on there: scan and charts are not asked for again',
  async (context) => {
    const stage = await openKillStage(context);
    const all = stage.world.tracker.releases;
    Object.assign(stage.environment, charts, { TOP10_CATEGORIES: '47:10' });
    for (const release of all) Object.assign(release, { addedDaysAgo: 1, snatches: 50 });
    const { guard, reached } = holdFirst(({ body }) => body.includes('@title'), 'before');
    const bot = await stage.start();
    await until(() => stage.room.titled(/gaps in \d+ series/).length > 0, patience);
    stage.tracker.setGuard(guard);

    await bot.type('run', { job: 'full-sync' });
    await reached;
    await bot.kill();
    stage.tracker.setGuard(null);
    await stage.start();
    const run = await endOf(stage.rows);

    expect(run.status).toBe('completed');
    expect(run.report['top10']).toContain('1 wanted');
    expect(stage.tracker.requests.filter(isChart)).toHaveLength(1);
    const scans = `select 1 from tasks where task_name = 'library-scan' and input ? 'step'`;
    expect(await stage.rows(scans)).toHaveLength(1);
    expect(stage.world.downloadClient.torrents.size).toBe(1);
  },
  longMs,
);
