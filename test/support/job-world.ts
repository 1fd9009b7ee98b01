import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EntityManager } from '@mikro-orm/postgresql';
import { takeLock } from '../../src/db/lock.ts';
import { discoverJobs } from '../../src/job/discover.ts';
import { runTask, type TaskRun } from '../../src/job/run.ts';
import { type Scheduler, type SchedulerOptions, startScheduler } from '../../src/job/scheduler.ts';
import type { Task } from '../../src/job/task.entity.ts';
import type { Services } from '../../src/services.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { noteStreak, openServices } from './job-services.ts';

export const testJobsFolder = path.join(import.meta.dirname, 'jobs');
const testJobs = await discoverJobs(testJobsFolder);

export type Row = Pick<Task, 'id' | 'status' | 'cause' | 'attempt' | 'slot' | 'progress'> & {
  job: string;
  reason: string | null;
  summary: string | null;
  due: Date;
};

/** A database of its own, a clock that is set by hand, and the ways into the job machinery. */
export type JobWorld = {
  services: Services;
  connection: TestDatabase['connection'];
  em(): EntityManager;
  clock: { now: Date };
  rows(): Promise<Row[]>;
  streaks(): Promise<string[]>;
  insertTask(job: string, attempt?: number): Promise<number>;
  run(taskId: number, job: string, changes?: Partial<TaskRun>): Promise<void>;
  schedule(changes?: Partial<SchedulerOptions>): Promise<Scheduler>;
  close(): Promise<void>;
};

export async function createJobWorld(): Promise<JobWorld> {
  const { connection, drop } = await createDatabase();
  const opened = await openServices({ connection });
  const clock = { now: new Date('2026-06-10T10:30:00Z') };
  const services = { ...opened.services, now: () => clock.now };
  const schedulers: Scheduler[] = [];
  return {
    services,
    connection,
    em: services.em,
    clock,
    rows: () => readRows(services.em()),
    async streaks() {
      const rows = await services
        .em()
        .execute<{ streak: string }[]>(
          `select command || ' ' || outcome as streak from audit order by id`,
        );
      return rows.map((row) => row.streak);
    },
    async insertTask(job, attempt = 1) {
      const rows = await services.em().execute<{ id: number }[]>(
        `insert into tasks (task_name, status, cause, attempt, scheduled_time)
         values (?, 'requested', 'person', ?, ?) returning id`,
        [job, attempt, clock.now],
      );
      return rows[0]?.id ?? 0;
    },
    run: (taskId, name, changes) =>
      runTask({
        job: jobNamed(name),
        taskId,
        services,
        takeLock: (key) => takeLock(connection, key),
        signal: new AbortController().signal,
        nextSlot: () => null,
        onStreak: noteStreak,
        ...changes,
      }),
    async schedule(changes) {
      const scheduler = await startScheduler({
        jobs: testJobs,
        jobsFolder: testJobsFolder,
        timeZone: 'UTC',
        isClockOn: false,
        services,
        connection,
        servicesModule: pathToFileURL(path.join(import.meta.dirname, 'job-services.ts')).href,
        servicesParameters: { connection },
        onStreak: noteStreak,
        maxConcurrent: 2,
        graceMs: 10_000,
        ...changes,
      });
      schedulers.push(scheduler);
      return scheduler;
    },
    async close() {
      await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
      await opened.close();
      await drop();
    },
  };
}

export function jobNamed(name: string) {
  const job = testJobs.find((known) => known.name === name);
  if (!job) throw new Error(`no test job ${name}`);
  return job;
}

async function readRows(em: EntityManager): Promise<Row[]> {
  return em.execute(
    `select id, task_name as job, status, cause, attempt, slot, progress, error_message as reason,
            log_output as summary, scheduled_time as due
       from tasks order by id`,
  );
}
