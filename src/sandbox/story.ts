import { setTimeout as sleep } from 'node:timers/promises';

/** As much of the bot as the story needs: reading its tables, typing into its terminal, and the tracker's figures. */
export type Stage = {
  query: <Row>(sql: string) => Promise<Row[]>;
  type: (line: string) => void;
  setRatio: (ratio: number) => void;
};

const pollMs = 200;
const patienceMs = 60_000;

/**
 * Plays a new owner's first minute: gaps found, a proposal with its reasons, approved, on the shelf, and
 * a ratio emergency that comes and goes.
 */
export async function tellStory(stage: Stage): Promise<void> {
  await shown(stage, 'select 1 from questions');
  await say(stage, 'gaps');
  await say(stage, 'series all');
  const open = `select id from proposals where status = 'open' order by is_paid, id limit 1`;
  await shown(stage, open);
  const [proposal] = await stage.query<{ id: number }>(open);
  await say(stage, `why ${proposal?.id}`);
  await say(stage, `approve ${proposal?.id}`);
  await shown(stage, `select 1 from alerts where kind = 'imported'`);
  await say(stage, 'library');
  await tellEmergency(stage);
  await say(stage, 'status');
}

/** The ratio falls and recovers; what is not free cannot be had meanwhile. */
async function tellEmergency(stage: Stage): Promise<void> {
  const paid = await stage.query<{ id: number }>(
    `select id from proposals where status = 'open' and is_paid order by id limit 1`,
  );
  for (const [ratio, kind] of [
    [1.1, 'ratio-warning'],
    [0.98, 'ratio-emergency'],
  ] as const) {
    await readRatio(stage, ratio);
    await shown(stage, `select 1 from alerts where kind = '${kind}'`);
  }
  if (paid[0]) await say(stage, `approve ${paid[0].id}`);
  await say(stage, 'ratio');
  await readRatio(stage, 1.85);
  await shown(stage, `select 1 from alerts where kind = 'ratio-recovered'`);
}

/** Has the account read after the ratio changed; a reading that is under way would miss that. */
async function readRatio(stage: Stage, ratio: number): Promise<void> {
  const underWay = `select 1 from tasks where task_name = 'account' and status in ('requested', 'running')`;
  await until(async () => (await stage.query(underWay)).length === 0);
  stage.setRatio(ratio);
  await say(stage, 'run account');
}

/** Waits until the rows are there and everything about them was shown; an alert may wait for its answer. */
async function shown(stage: Stage, rows: string): Promise<void> {
  await until(async () => (await stage.query(rows)).length > 0);
  await until(
    async () =>
      (await stage.query(`select 1 from outbox where status = 'pending' and topic <> 'escalate'`))
        .length === 0,
  );
}

/** Types a line and gives a reader the time to follow. */
async function say(stage: Stage, line: string): Promise<void> {
  stage.type(line);
  await sleep(700);
}

async function until(check: () => Promise<boolean>): Promise<void> {
  const endsAt = Date.now() + patienceMs;
  while (!(await check())) {
    if (Date.now() > endsAt) throw new Error('the story did not go on within a minute');
    await sleep(pollMs);
  }
}
