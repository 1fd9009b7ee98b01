import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { exitOver } from './exit.ts';
import { openTerminal } from './open-terminal.ts';
import { tellStory } from './sandbox/story.ts';
import { startWorld } from './sandbox/world.ts';
import { startBot } from './start.ts';

/** Short waits and no reserve of disk space: the sandbox tracker is ours and its books are tiny. */
const sandboxSettings = {
  MAM_SEARCH_SECONDS: '1',
  MAM_TORRENT_SECONDS: '1',
  MIN_FREE_GB: '0',
  LOG_LEVEL: 'error',
};

/**
 * `npm run demo`: the bot with a world of its own on this machine and the terminal to talk to it;
 * `--auto` plays the whole story by itself. Nothing is kept.
 */
async function demo(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-demo-'));
  // The embedded database may run as another user, who has to pass through.
  await chmod(folder, 0o711);
  const closings: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const { promise: end, resolve: leave } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave());
  const typed = new PassThrough();
  const type = (line: string) => {
    process.stdout.write(`\nwarden> ${line}\n`);
    typed.write(`${line}\n`);
  };
  const isAutomatic = process.argv.includes('--auto');
  try {
    const world = await startWorld({ dir: path.join(folder, 'world') });
    closings.push(world.stop);
    const bot = await startBot({
      environment: {
        ...world.environment,
        ...sandboxSettings,
        DATA_DIR: path.join(folder, 'data'),
      },
      mode: 'bot',
      platforms: [isAutomatic ? openTerminal(() => {}, typed) : openTerminal(leave)],
    });
    closings.push(bot.stop);
    const stage = {
      query: <Row>(sql: string) => bot.services.em().execute(sql) as Promise<Row[]>,
      type,
    };
    await (isAutomatic ? Promise.race([tellStory(stage), end]) : end);
  } finally {
    for (const close of closings.reverse()) await close();
  }
}

demo().then(() => process.exit(0), exitOver);
