import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { defaultExtraCommands, defaultSlashCommand, slackManifest } from './chat/slack/manifest.ts';
import { discoverCommands } from './command/discover.ts';
import { exitOver } from './exit.ts';
import { openDiscord } from './open-discord.ts';
import { openSlack } from './open-slack.ts';
import { programPath } from './config.ts';
import { openTerminal } from './open-terminal.ts';
import { tellStory } from './sandbox/story.ts';
import { type ChatWindow, openDiscordWindow, openSlackWindow } from './sandbox/window.ts';
import { startWorld } from './sandbox/world.ts';
import { type PlatformMaker, startBot } from './start.ts';

/** Short waits and no reserve of disk space: the sandbox tracker is ours and its books are tiny. */
const sandboxSettings = {
  MAM_SEARCH_SECONDS: '1',
  MAM_TORRENT_SECONDS: '1',
  MIN_FREE_GB: '0',
  LOG_LEVEL: 'error',
};

const print = (text: string) => void process.stdout.write(`${text}\n`);

/** The chat of the sandbox that is asked for; null for the terminal. */
async function openWindow(): Promise<ChatWindow | null> {
  if (process.argv.includes('--discord')) return openDiscordWindow(print);
  if (!process.argv.includes('--slack')) return null;
  const commands = await discoverCommands();
  const names = { slashCommand: defaultSlashCommand, extraCommands: defaultExtraCommands };
  const manifest = slackManifest({ commands, ...names, requestUrl: null, hasGroupRoles: false });
  return openSlackWindow(print, manifest);
}

/** What is typed in the terminal goes to the bot in the chat; `exit` and the end of the input leave. */
function passOn(say: (line: string) => void, leave: () => void): void {
  print('This is the chat. Type "help", or "approve 3" for a button; "exit" leaves.\n');
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => (/^(?:exit|quit)$/.test(line.trim()) ? leave() : say(line)));
  lines.on('close', leave);
}

/**
 * `npm run demo`: the bot with a world of its own on this machine and the terminal to talk to it, or
 * with `--discord` or `--slack` a stand-in of that chat; `--auto` plays the whole story by itself.
 * Nothing is kept.
 */
async function demo(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shelfwarden-demo-'));
  // The embedded database may run as another user, who has to pass through.
  await chmod(folder, 0o711);
  const closings: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const { promise: end, resolve: leave } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave());
  const typed = new PassThrough();
  const isAutomatic = process.argv.includes('--auto');
  try {
    const world = await startWorld({ dir: path.join(folder, 'world') });
    closings.push(world.stop);
    const chat = await openWindow();
    if (chat) closings.push(chat.close);
    const say = chat?.say ?? ((line: string) => void typed.write(`${line}\n`));
    const terminal = () => (isAutomatic ? openTerminal(() => {}, typed) : openTerminal(leave));
    const bot = await startBot({
      environment: {
        ...world.environment,
        ...programPath(),
        ...sandboxSettings,
        ...chat?.environment,
        DATA_DIR: path.join(folder, 'data'),
      },
      mode: 'bot',
      platforms: [chat ? platformOf(chat) : terminal()],
    });
    closings.push(bot.stop);
    if (chat && !isAutomatic) passOn(say, leave);
    const stage = {
      query: <Row>(sql: string) => bot.services.em().execute(sql) as Promise<Row[]>,
      setRatio: (ratio: number) => {
        const { account } = world.tracker;
        account.uploadedBytes = Math.round(account.downloadedBytes * ratio);
      },
      type: (line: string) => {
        print(`\nwarden> ${line}`);
        say(line);
      },
    };
    await (isAutomatic ? Promise.race([tellStory(stage), end]) : end);
  } finally {
    for (const close of closings.reverse()) await close();
  }
}

function platformOf({ environment }: ChatWindow): PlatformMaker {
  return 'DISCORD_TOKEN' in environment ? openDiscord() : openSlack();
}

demo().then(() => process.exit(0), exitOver);
