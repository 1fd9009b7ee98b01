import type { EntityManager } from '@mikro-orm/postgresql';
import { everyJob, readControls } from './controls.ts';
import { type RunEnd, waitForEnd } from './in-turn.ts';
import { requestRun } from './requests.ts';

/** One step of a long run: a run of another job, under a name that is its own within the long run. */
export type Step = { firstTry: number; name: string; job: string };

/**
 * Runs a step and waits for its end. The step's run carries its name, so that the next try of a long
 * run that was cut off finds what is done, or goes on waiting for what is at work, and asks for
 * nothing twice. One that failed is run again by the next try. A paused job is not run: `paused`.
 */
export async function runStep(
  em: () => EntityManager,
  step: Step,
  signal: AbortSignal,
): Promise<RunEnd> {
  for (;;) {
    const taskId = (await findStep(em(), step)) ?? (await askForStep(em(), step));
    if (taskId === null) return paused(step);
    const end = await waitForEnd(em, taskId, signal);
    const hasSuccessor = end.status === 'interrupted' && (await findStep(em(), step)) !== null;
    if (!hasSuccessor) return end;
  }
}

/** The number of the first try of the run that is at work, which its further tries are given in their input. */
export async function firstTryOf(
  em: EntityManager,
  job: string,
  input: Record<string, unknown>,
): Promise<number> {
  if (typeof input['firstTry'] === 'number') return input['firstTry'];
  const [own] = await em.execute<{ id: number }[]>(
    `select id from tasks where task_name = ? and status = 'running'`,
    [job],
  );
  if (!own) throw new Error(`no run of ${job} is at work`);
  return own.id;
}

/** The run of this step that is completed, at work or due; null when there is none. */
async function findStep(em: EntityManager, step: Step): Promise<number | null> {
  const rows = await em.execute<{ id: number; isAlive: boolean }[]>(
    `select id, status in ('completed', 'running') or (status = 'requested' and scheduled_time <= ?)
              as "isAlive"
       from tasks where id > ? and task_name = ? and input ->> 'step' = ? order by id desc limit 1`,
    [new Date(), step.firstTry, step.job, markOf(step)],
  );
  return rows[0]?.isAlive ? rows[0].id : null;
}

/** Asks for the run, or puts the name of the step on the one that is asked for anyway. */
async function askForStep(em: EntityManager, step: Step): Promise<number | null> {
  const controls = await readControls(em);
  const isPaused = [step.job, everyJob].some((job) => controls.get(job)?.pausedAt);
  if (isPaused) return null;
  const mark = { step: markOf(step) };
  return await em.transactional(async (tx) => {
    const now = new Date();
    const request = { job: step.job, cause: 'event', actor: null, input: mark, now } as const;
    const { kind, taskId } = await requestRun(tx, request);
    if (kind === 'already-requested') {
      await tx.execute('update tasks set input = input || ?::jsonb where id = ?', [
        JSON.stringify(mark),
        taskId,
      ]);
    }
    return taskId;
  });
}

function markOf({ firstTry, name }: Step): string {
  return `${firstTry}/${name}`;
}

function paused({ job }: Step): RunEnd {
  const summary = `not run: ${job} is paused`;
  return { status: 'paused', summary, service: null, report: {}, askedAt: new Date() };
}
