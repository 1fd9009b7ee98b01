import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { loadConfig, processEnvironment } from './config.ts';
import { exitOver } from './exit.ts';
import { openHttp } from './open-http.ts';
import { isTyping, openTerminal } from './open-terminal.ts';
import { switchedOff } from './health/checks.ts';
import { type Bot, startBot } from './start.ts';
import { version } from './version.ts';

/** `npm start`: the bot with its terminal and its HTTP server, until a signal or the person ends it. */
async function main(): Promise<void> {
  const { promise: end, resolve: leave } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave());
  const environment = processEnvironment();
  const bot = await startBot({
    environment,
    ...(isTyping() ? { logFile: await openLogFile(environment) } : {}),
    mode: 'bot',
    // Without a person there (a service, a container) the end of the input ends nothing.
    platforms: [openTerminal(process.stdin.isTTY ? leave : () => {})],
    openHttp,
  });
  tellStart(bot);
  await end;
  await bot.stop();
}

/** Log lines would land in what the person types, so they go to a file, and the person is told which. */
async function openLogFile(environment: Parameters<typeof loadConfig>[0]): Promise<string> {
  const { dataDir } = loadConfig(environment);
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'shelfwarden.log');
  process.stdout.write(`Log: ${file}\n`);
  return file;
}

/** One line that it runs, and one for each feature that is off. */
function tellStart({ services, url }: Bot): void {
  services.log.info({ version, url, data: services.config.dataDir }, 'Shelfwarden is running');
  for (const { text, hint } of switchedOff(services)) services.log.warn({ hint }, text);
}

main().then(() => process.exit(0), exitOver);
