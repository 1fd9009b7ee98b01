import { setTimeout as sleep } from 'node:timers/promises';

/** As much of the bot as the story needs: reading its tables, and typing into its terminal. */
export type Stage = {
  query: <Row>(sql: string) => Promise<Row[]>;
  type: (line: string) => void;
};

const pollMs = 200;
const patienceMs = 60_000;

/** Plays a new owner's first minute: gaps found, a proposal with its reasons, approved, on the shelf. */
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
  await say(stage, 'status');
}

/** Waits until the rows are there and everything about them was shown. */
async function shown(stage: Stage, rows: string): Promise<void> {
  await until(async () => (await stage.query(rows)).length > 0);
  await until(
    async () => (await stage.query(`select 1 from outbox where status = 'pending'`)).length === 0,
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
