import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localOwner } from '../../src/app.ts';
import { whyIdle } from '../../src/downloads/idle.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { createChatRoom, roomPlatform } from '../e2e/chat-room.ts';
import { startQbittorrent } from '../support/qbittorrent.ts';
import { compare } from './rounds.ts';
import type { Bench } from './run.ts';

const looks = 20;

export default {
  name: 'idle',
  question:
    'What does a minute without any download cost us, asked before a worker and by a worker?',
  async run() {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-bench-'));
    // The embedded database may run as another user, who has to pass through.
    await chmod(folder, 0o711);
    process.env['TMPDIR'] = folder;
    const program = await startQbittorrent();
    const bot = await startBot({
      mode: 'bot',
      platforms: [roomPlatform(createChatRoom())],
      environment: {
        DATA_DIR: path.join(folder, 'data'),
        LOG_LEVEL: 'error',
        SCHEDULER_ENABLED: 'false',
        QB_URL: program.baseUrl,
        QB_USERNAME: program.username,
        QB_PASSWORD: program.password,
      },
    });
    try {
      await runDownloads(bot);
      const reason = await whyIdle(bot.services);
      if (reason === null) throw new Error('there is something to do');
      await compare('One minute with nothing on its way', {
        'asked in the main process': () => measure(() => whyIdle(bot.services), looks),
        'a run in a worker': () => measure(() => runDownloads(bot), 1),
      });
    } finally {
      await bot.stop();
      await program.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
} satisfies Bench;

/** Processor time of this process with all its threads; the database is a process of its own. */
async function measure(
  work: () => Promise<unknown>,
  times: number,
): Promise<Record<string, number[]>> {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return { 'our processor ms': [(user + system) / 1000 / times] };
}

async function runDownloads({ execute, services }: Bot): Promise<void> {
  const over = `select 1 from tasks where task_name = 'downloads' and status = 'completed'`;
  const count = async () => (await services.em().execute<unknown[]>(over)).length;
  const before = await count();
  await execute({ command: 'run', input: { job: 'downloads' }, actor: localOwner() });
  while ((await count()) === before) await sleep(100);
}
