import { setTimeout as sleep } from 'node:timers/promises';
import { defineJob, type JobContext, type JobResult } from '../src/job/definition.ts';
import { isServiceName, ExternalError } from '../src/errors.ts';
import type { RunEnd } from '../src/job/in-turn.ts';
import { firstTryOf, runStep } from '../src/job/steps.ts';
import { countInFlight } from '../src/downloads/in-flight.ts';
import { searchesLeft } from '../src/proposals/searches-left.ts';

const before = ['library-scan', 'series-author-completion', 'top10'];
const followMinutes = 60;
const pollMs = 2000;

type Walk = {
  context: JobContext;
  /** How each step ended, by its name. */
  ends: Map<string, RunEnd>;
  step: (job: string, name?: string) => Promise<RunEnd>;
};

export default defineJob({
  name: 'full-sync',
  description: 'scans, searches, proposes and follows downloads until nothing is left to do',
  schedule: null,
  limitMinutes: 360,
  async run(context) {
    const firstTry = await firstTryOf(context.em(), 'full-sync', context.input);
    const walk = startWalk(context, firstTry);
    const has = new Set(context.services.jobs.map(({ name }) => name));
    for (const job of before.filter((name) => has.has(name))) await walk.step(job);
    await searchAll(walk);
    const left = await followAll(walk);
    if (has.has('metadata-new')) await walk.step('metadata-new');
    return conclude(walk, left);
  },
});

function startWalk(context: JobContext, firstTry: number): Walk {
  const { em, signal, progress } = context;
  const ends: Walk['ends'] = new Map();
  return {
    context,
    ends,
    async step(job, name = job) {
      await progress({ label: name, done: ends.size, total: null });
      const end = await runStep(em, { firstTry, name, job }, signal);
      ends.set(name, end);
      return end;
    },
  };
}

/** Again and again, until nothing is due any more or the day's searches are used up. */
async function searchAll({ context, step }: Walk): Promise<void> {
  const { em, services } = context;
  const perDay = services.config.settings.MAM_SEARCHES_PER_DAY;
  for (let round = 1; ; round += 1) {
    const { status, report } = await step('queue', `queue ${round}`);
    const isGoingOn = status === 'completed' && Number(report['searched'] ?? 0) > 0;
    if (!isGoingOn || (await searchesLeft(em(), perDay, services.now())) === 0) return;
  }
}

/** Until nothing is on its way any more, or an hour is over, also one with a restart in it. */
async function followAll({ context, step, ends }: Walk): Promise<number> {
  const { em, signal, services, progress } = context;
  const first = await step('downloads', 'downloads 1');
  const endsAt = new Date(first.askedAt.getTime() + followMinutes * 60_000);
  for (let round = 2, last = first; ; round += 1) {
    const left = await countInFlight(em(), endsAt);
    if (left === 0 || services.now() >= endsAt || last.status !== 'completed') return left;
    await progress({ label: `${left} downloads on their way`, done: ends.size, total: null });
    await sleep(pollMs, undefined, { signal });
    last = await step('downloads', `downloads ${round}`);
  }
}

/** Throws what the steps say when one of them failed: the next try runs those again, and only those. */
function conclude({ ends }: Walk, left: number): JobResult {
  const lines = [...ends].map(([name, { status, summary }]) => {
    return [name, status === 'completed' ? summary : `${status}: ${summary}`] as const;
  });
  const bad = [...ends.values()].filter(({ status }) => !['completed', 'paused'].includes(status));
  const text = lines.map(([name, line]) => `${name}: ${line}`).join('; ');
  if (bad.length > 0) throw failureOf(bad, text);
  return {
    summary: `${ends.size} steps ended, ${left} downloads still on their way`,
    processed: ends.size,
    succeeded: ends.size,
    report: { ...Object.fromEntries(lines), 'still on their way': left },
  };
}

/** An outside service is at fault only when every failure was one's. */
function failureOf(bad: readonly RunEnd[], text: string): Error {
  const services = bad.map(({ service }) => service);
  const [service] = services.filter(isServiceName);
  const isOutside = service !== undefined && services.every(isServiceName);
  return isOutside ? new ExternalError(service, 'unreachable', text) : new Error(text);
}
