import type { EntityManager } from '@mikro-orm/postgresql';
import type { Task } from './task.entity.ts';

/** Notified whenever a run may have become due. */
export const jobChannel = 'jobs';

export type RunRequest = {
  job: string;
  cause: Exclude<Task['cause'], 'schedule' | 'catch-up'>;
  /** Who asked; null when no person did. */
  actor: string | null;
  input: Record<string, unknown>;
  now: Date;
};

export type RequestOutcome =
  | { kind: 'requested'; taskId: number }
  | { kind: 'already-running'; taskId: number; since: Date }
  | { kind: 'already-requested'; taskId: number };

/**
 * Asks for one run of a job as soon as possible. A job runs once at a time: whoever asks meanwhile
 * is told which run there is. Only an event waits for the end of the present run, because that run
 * may already have passed what the event is about.
 */
export async function requestRun(em: EntityManager, request: RunRequest): Promise<RequestOutcome> {
  return em.transactional(async (tx) => {
    const { running, requested } = await lockOpenTasks(tx, request.job, request.now);
    if (running?.actual_start && request.cause !== 'event') {
      return { kind: 'already-running', taskId: running.id, since: running.actual_start };
    }
    if (requested) return { kind: 'already-requested', taskId: requested.id };

    const [task] = await tx.execute<[{ id: number }]>(
      `insert into tasks (task_name, status, cause, actor, input, scheduled_time)
       values (?, 'requested', ?, ?, ?::jsonb, ?) returning id`,
      [request.job, request.cause, request.actor, JSON.stringify(request.input), request.now],
    );
    await announce(tx);
    return { kind: 'requested', taskId: task.id };
  });
}

const catchUpAfterMs = 60_000;

/**
 * Turns a slot of the schedule into a run, once for ever. A slot that comes while the job is still
 * at work is written down as cancelled.
 */
export async function requestSlot(
  em: EntityManager,
  { job, slot, now }: { job: string; slot: Date; now: Date },
): Promise<void> {
  await em.transactional(async (tx) => {
    if (await dealWithSlot(tx, job, slot)) return;
    const { running, requested } = await lockOpenTasks(tx, job, now);
    const open = running ?? requested;
    const refusal = open
      ? `Run ${open.id} of this job was still ${running ? 'at work' : 'waiting'}.`
      : null;
    const status = refusal ? 'cancelled' : 'requested';
    const cause = now.getTime() - slot.getTime() > catchUpAfterMs ? 'catch-up' : 'schedule';
    await tx.execute(
      `insert into tasks (task_name, status, cause, slot, scheduled_time, actual_end, log_output)
       values (?, ?, ?, ?, ?, ?, ?) on conflict (task_name, slot) do nothing`,
      [job, status, cause, slot, slot, refusal ? now : null, refusal],
    );
  });
}

/** Notes that slots up to this one are dealt with; true when there is a run of it. */
async function dealWithSlot(em: EntityManager, job: string, slot: Date): Promise<boolean> {
  const [row] = await em.execute<[{ isTaken: boolean }]>(
    `with dealt as (
       update job_controls set slots_after = ?, idle_reason = null, idle_slots = 0
        where job_name = ?)
     select exists (select from tasks where task_name = ? and slot = ?) as "isTaken"`,
    [slot, job, job, slot],
  );
  return row.isTaken;
}

/** Asks for another try of a run that is over, unless a run of its job is waiting anyway. Its input names the first one. */
export async function requestRetry(em: EntityManager, taskId: number, time: Date): Promise<void> {
  // Who asks for a run at this moment has to see this one, or would insert a second.
  await em.execute('select pg_advisory_xact_lock(?, hashtext(task_name)) from tasks where id = ?', [
    requestLockSpace,
    taskId,
  ]);
  await em.execute(
    `insert into tasks (task_name, status, cause, actor, input, attempt, scheduled_time)
     select task_name, 'requested', 'retry', actor,
            jsonb_build_object('firstTry', id) || input, attempt + 1, ? from tasks where id = ?
     on conflict (task_name) where status = 'requested' do nothing`,
    [time, taskId],
  );
  await announce(em);
}

/** Runs that may start now: those a person asked for first, then the longest due. */
export async function dueRequests(
  em: EntityManager,
  options: { jobs: readonly string[]; limit: number; now: Date },
): Promise<{ id: number; job: string }[]> {
  if (options.jobs.length === 0 || options.limit <= 0) return [];
  return em.execute(
    `select id, task_name as job from tasks t
      where status = 'requested' and scheduled_time <= ? and task_name in (?)
        and not exists (select from tasks r where r.task_name = t.task_name and r.status = 'running')
        and (cause = 'person' or not exists (
              select from job_controls c
               where c.job_name in (t.task_name, '*') and c.paused_at is not null))
      order by cause = 'person' desc, scheduled_time, id limit ?`,
    [options.now, options.jobs, options.limit],
  );
}

/** Wakes whoever starts runs, when the transaction is committed. */
export async function announce(em: EntityManager): Promise<void> {
  await em.execute(`select pg_notify('${jobChannel}', '')`);
}

type OpenTask = { id: number; status: Task['status']; actual_start: Date | null };

const requestLockSpace = 7_266_102;

/**
 * What is open of a job, while nobody else can ask for a run of it until the transaction ends. A
 * retry that is not due yet gives way to whatever is asked for now.
 */
async function lockOpenTasks(
  em: EntityManager,
  job: string,
  now: Date,
): Promise<{ running: OpenTask | undefined; requested: OpenTask | undefined }> {
  await em.execute('select pg_advisory_xact_lock(?, hashtext(?))', [requestLockSpace, job]);
  const open = await em.execute<OpenTask[]>(
    `with outrun as (
       update tasks set status = 'cancelled', actual_end = ?, log_output = 'Another run came first.'
        where task_name = ? and status = 'requested' and scheduled_time > ? returning id)
     select id, status, actual_start from tasks
      where task_name = ? and status in ('requested', 'running')
        and id not in (select id from outrun)`,
    [now, job, now, job],
  );
  return {
    running: open.find((task) => task.status === 'running'),
    requested: open.find((task) => task.status === 'requested'),
  };
}
