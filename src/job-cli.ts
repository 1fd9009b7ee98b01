import { processEnvironment } from './config.ts';
import { AlreadyRunning } from './db/open.ts';
import { exitOver } from './exit.ts';
import { resolveJobName } from './job/aliases.ts';
import { waitForEnd } from './job/in-turn.ts';
import { requestRun } from './job/requests.ts';
import { openDoor } from './join.ts';
import type { Services } from './services.ts';
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
    const text = end.error_message ?? end.log_output ?? '';
    process.stdout.write(`${job} ${end.status}: ${text}\n`);
    return end.status === 'completed' ? 0 : await failureExit(services, taskId);
  } finally {
    await bot.stop();
  }
}

/** 3 when an outside service was away, else 1. */
async function failureExit({ em }: Services, taskId: number): Promise<number> {
  const rows = await em().execute<{ service: string | null }[]>(
    `select task_metadata ->> 'service' as service from tasks where id = ?`,
    [taskId],
  );
  return rows[0]?.service ? 3 : 1;
}

runJob(process.argv[2] ?? '').then((code) => process.exit(code), exitOver);
