import { collectStart } from './collect-start.ts';
import { type ChatName, chatNames, loadConfig, processEnvironment } from './config.ts';
import { exitOver } from './exit.ts';
import { openHttp } from './open-http.ts';
import { isTyping, openTerminal } from './open-terminal.ts';
import { nobodyApproves, uselessRoutes } from './health/chat-checks.ts';
import { switchedOff } from './health/checks.ts';
import { openClaim } from './members/claim.ts';
import { openDiscord } from './open-discord.ts';
import { openSlack } from './open-slack.ts';
import { type Bot, type PlatformMaker, startBot } from './start.ts';
import { keptLogFile } from './journal/kept-log.ts';
import { version } from './version.ts';

type Environment = Parameters<typeof loadConfig>[0];

const makers: Record<ChatName, () => PlatformMaker> = {
  discord: openDiscord,
  slack: openSlack,
};

/** `npm start`: the bot with its terminal and its HTTP server, until a signal or the person ends it. */
export function run(): void {
  main().then(() => process.exit(0), exitOver);
}

async function main(): Promise<void> {
  const { promise: end, resolve: leave } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave());
  const environment = processEnvironment();
  const bot = await startBot({
    environment,
    ...(isTyping() && chatNames(loadConfig(environment)).length === 0
      ? { logFile: tellLogFile(environment) }
      : {}),
    mode: 'bot',
    platforms: platformsOf(environment, leave),
    openHttp,
  });
  await tellStart(bot);
  await tellClaimCode(bot);
  collectStart();
  await end;
  await bot.stop();
}

/** The chats that are configured, each loaded only then; without any the terminal is the place to talk. */
function platformsOf(environment: Environment, leave: () => void): PlatformMaker[] {
  const names = chatNames(loadConfig(environment));
  if (names.length > 0) return names.map((name) => makers[name]());
  // Without a person there (a service, a container) the end of the input ends nothing.
  return [openTerminal(process.stdin.isTTY ? leave : () => {})];
}

/** While nobody in a chat is owner, whoever holds the machine's output can name one. */
async function tellClaimCode({ services, config }: Bot): Promise<void> {
  if (chatNames(config).length === 0) return;
  const minutes = config.settings.CLAIM_MINUTES;
  const code = await openClaim(services.em(), { now: services.now(), minutes });
  if (code === null) return;
  process.stdout.write(
    `Nobody is owner yet. Within ${minutes} minutes type in the chat: claim ${code}\n`,
  );
}

/** Log lines would land in what the person types, so they go to a file, and the person is told which. */
function tellLogFile(environment: Environment): string {
  const file = keptLogFile(loadConfig(environment).dataDir);
  process.stdout.write(`Log: ${file}\n`);
  return file;
}

/** One line that it runs, and one for each feature that is off or would wait for ever. */
async function tellStart({ services, url }: Bot): Promise<void> {
  services.log.info({ version, url, data: services.config.dataDir }, 'Shelfwarden is running');
  const em = services.em();
  const problems = [
    ...switchedOff(services),
    ...(await nobodyApproves(em, services)),
    ...(await uselessRoutes(em, services)),
  ];
  for (const { text, hint } of problems) services.log.warn({ hint }, text);
}
