import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import type { JobInfo } from '../services.ts';
import { resolveJobName } from './aliases.ts';
import { requestRun } from './requests.ts';

export type Asked = {
  job: string;
  kind: 'requested' | 'already-running' | 'already-requested';
  taskId: number;
  since: Date | null;
};

/** Asks for a run in a person's name; throws UserError for a job that does not exist. */
export async function askForRun(
  em: EntityManager,
  jobs: readonly JobInfo[],
  request: { job: string; actor: string; input: Record<string, unknown>; now: Date },
): Promise<Asked> {
  const job = jobNamed(request.job, jobs);
  const outcome = await requestRun(em, { ...request, job, cause: 'person' });
  const since = outcome.kind === 'already-running' ? outcome.since : null;
  return { job, kind: outcome.kind, taskId: outcome.taskId, since };
}

/** The job a person means, by its present or former name; throws UserError for none. */
export function jobNamed(text: string, jobs: readonly JobInfo[]): string {
  const names = jobs.map((job) => job.name);
  const name = resolveJobName(text, names);
  if (name) return name;
  const hint = `Jobs: ${names.join(', ')}.`;
  throw new UserError('not_found', `There is no job "${text.slice(0, 60)}".`, hint);
}
