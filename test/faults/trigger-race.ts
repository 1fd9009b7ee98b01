import { planSlots } from '../../src/job/plan.ts';
import type { RaceResult } from './race-result.ts';
import type { TwoPrograms } from './two-programs.ts';

const job = 'digest';
const everyMinute = [{ name: job, schedule: '* * * * *' }];
const minuteMs = 60_000;

/**
 * A slot of the schedule that two programs plan, a command in each of them and, where there is one, a
 * request over HTTP, all in the same moment of every round; a run is over before the next round.
 */
export async function raceTriggers(
  { programs }: TwoPrograms,
  rounds: number,
  overHttp: () => Promise<unknown> = async () => {},
): Promise<RaceResult> {
  const [first] = programs;
  if (!first) throw new Error('no program');
  const em = first.services.em;
  const actor = { id: 'ada', name: 'ada', platform: 'terminal', role: 'operator' } as const;
  let now = new Date(Math.floor(Date.now() / minuteMs) * minuteMs - rounds * minuteMs);
  const plan = (which: TwoPrograms['programs'][number]) =>
    planSlots(which.services.em(), {
      jobs: everyMinute,
      timeZone: 'UTC',
      now,
      idleReasonOf: async () => null,
    });
  await plan(first);
  const violations: string[] = [];
  let decisions = 0;
  for (let round = 0; round < rounds; round += 1) {
    now = new Date(now.getTime() + minuteMs);
    await Promise.all([
      ...programs.map(plan),
      ...programs.map(({ execute }) => execute({ command: 'run', input: { job }, actor })),
      overHttp(),
    ]);
    const runs = await em().execute<unknown[]>(
      `update tasks set status = 'completed' where status = 'requested' returning id`,
    );
    decisions += runs.length;
    if (runs.length !== 1) violations.push(`round ${round}: ${runs.length} runs`);
  }
  const [slots] = await em().execute<{ rows: number }[]>(
    `select count(*) as rows from tasks where task_name = ? and slot is not null`,
    [job],
  );
  if (slots?.rows !== rounds) violations.push(`${slots?.rows} rows for ${rounds} slots`);
  return {
    race: 'one slot of a job and a command for it, two programs',
    rounds,
    decisions,
    violations,
  };
}
