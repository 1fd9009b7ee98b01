import { processEnvironment } from './config.ts';
import { AlreadyRunning } from './db/open.ts';
import { exitOver } from './exit.ts';
import { resolveJobName } from './job/aliases.ts';
import { type RunEnd, waitForEnd } from './job/in-turn.ts';
import { requestRun } from './job/requests.ts';
import { openDoor } from './join.ts';
import { startBot } from './start.ts';

/** `npm run job -- <name>`: one run through a real worker, in this process or in the bot that is running. */
async function runJob(word: string): Promise<number> {
  const environment = processEnvironment();
  const bot = await startBot({ environment, mode: 'one-job', platforms: [] }).catch(
    (error: unknown) => {
      if (error instanceof AlreadyRunning) return openDoor(environment);
      throw error;
    },
  );
  try {
    const { services } = bot;
    const job = resolveJobName(
      word,
      services.jobs.map((one) => one.name),
    );
    if (!job) {
      const names = services.jobs.map((one) => one.name).join(', ');
      process.stderr.write(`There is no job "${word}". Jobs: ${names}.\n`);
      return 2;
    }
    const actor = 'command line';
    const request = { job, cause: 'person', actor, input: {}, now: services.now() } as const;
    const { taskId } = await requestRun(services.em(), request);
    const end = await waitForEnd(services.em, taskId, AbortSignal.timeout(24 * 3_600_000));
    process.stdout.write(`${job} ${end.status}: ${end.summary}\n${reportLines(end.report)}`);
    if (end.status === 'completed') return 0;
    // 3 when an outside service was away.
    return end.service ? 3 : 1;
  } finally {
    await bot.stop();
  }
}

/** What can be said in a line; lists and tables of a report are for the history. */
function reportLines(report: RunEnd['report']): string {
  return Object.entries(report)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `  ${name}: ${String(value)}\n`)
    .join('');
}

runJob(process.argv[2] ?? '').then((code) => process.exit(code), exitOver);
