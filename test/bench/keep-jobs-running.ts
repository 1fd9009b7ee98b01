import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { requestRun } from '../../src/job/requests.ts';

const lookEveryMs = 100;

/** Asks for runs of the jobs until it is stopped: the next one so many milliseconds after the last was over. */
export function keepJobsRunning(
  em: () => EntityManager,
  restMs: Readonly<Record<string, number>>,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  async function keepAsking(job: string, rest: number): Promise<void> {
    while (!stopping.signal.aborted) {
      const request = { cause: 'person', actor: null, input: {}, now: new Date() } as const;
      await requestRun(em(), { job, ...request });
      while (await isOpen(em(), job)) await sleep(lookEveryMs);
      await sleep(rest, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const asking = Object.entries(restMs).map(([job, rest]) => keepAsking(job, rest));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(asking);
    },
  };
}

async function isOpen(em: EntityManager, job: string): Promise<boolean> {
  const open = `select from tasks where task_name = ? and status in ('requested', 'running')`;
  return (await em.execute<unknown[]>(open, [job])).length > 0;
}

/** How many runs are over, and how many of these failed. */
export async function countRuns(em: EntityManager): Promise<{ over: number; failed: number }> {
  const [row] = await em.execute<[{ over: number; failed: number }]>(
    `select count(*) filter (where status = 'completed') as over,
            count(*) filter (where status = 'failed') as failed from tasks`,
  );
  return row;
}
