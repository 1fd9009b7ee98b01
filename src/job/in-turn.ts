import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobReport } from './task.entity.ts';

const pollMs = 250;

/** How a run of another program or thread ended. */
export type RunEnd = {
  status: string;
  summary: string;
  /** The outside service that failed it, if one did. */
  service: string | null;
  report: JobReport;
  askedAt: Date;
};

/** Waits for the end of a run, whoever runs it. Rejects with the reason of the signal. */
export async function waitForEnd(
  em: () => EntityManager,
  taskId: number,
  signal: AbortSignal,
): Promise<RunEnd> {
  for (;;) {
    const [row] = await em().execute<RunEnd[]>(
      `select status, coalesce(error_message, log_output, '') as summary, scheduled_time as "askedAt",
              task_metadata ->> 'service' as service, task_metadata as report
         from tasks where id = ?`,
      [taskId],
    );
    if (!row) throw new Error(`run ${taskId} is gone`);
    if (row.status !== 'requested' && row.status !== 'running') return row;
    await sleep(pollMs, undefined, { signal });
  }
}
