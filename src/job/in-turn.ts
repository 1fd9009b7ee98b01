import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ExternalError } from '../errors.ts';
import { requestRun } from './requests.ts';

const pollMs = 250;

type End = { status: string; log_output: string | null; error_message: string | null };

/**
 * Asks for a run of another job and waits until it is over; answers its summary. Throws
 * ExternalError when that run failed, so that whoever needs it is tried again later.
 */
export async function runInTurn(
  em: () => EntityManager,
  job: string,
  signal: AbortSignal,
): Promise<string> {
  const input = {};
  const outcome = await requestRun(em(), {
    job,
    cause: 'event',
    actor: null,
    input,
    now: new Date(),
  });
  const end = await waitForEnd(em, outcome.taskId, signal);
  if (end.status === 'completed') return end.log_output ?? 'done';
  const text = `${job} ${end.status}: ${end.error_message ?? end.log_output ?? 'no reason stored'}`;
  throw new ExternalError('database', 'unexpected', text);
}

/** Waits for the end of a run, whoever runs it. Rejects with the reason of the signal. */
export async function waitForEnd(
  em: () => EntityManager,
  taskId: number,
  signal: AbortSignal,
): Promise<End> {
  for (;;) {
    const [row] = await em().execute<End[]>(
      'select status, log_output, error_message from tasks where id = ?',
      [taskId],
    );
    if (!row) throw new Error(`run ${taskId} is gone`);
    if (row.status !== 'requested' && row.status !== 'running') return row;
    await sleep(pollMs, undefined, { signal });
  }
}
