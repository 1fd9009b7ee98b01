import { onTestFinished } from 'vitest';
import { createDiscord, type DiscordOptions } from '../../../src/chat/discord/index.ts';
import type { Problem } from '../../../src/chat/common/problems.ts';
import type { Platform } from '../../../src/chat/platform.ts';
import { type Role, roles } from '../../../src/command/actor.ts';
import {
  type DiscordStandIn,
  type DiscordOptions as StandInOptions,
  startDiscord,
} from '../../../src/sandbox/discord/index.ts';
import { until } from '../../support/until.ts';
import { createDoor } from './commands.ts';

export type Room = {
  discord: DiscordStandIn;
  bot: Platform;
  /** What the bot told about its connection, newest last. */
  problems: (Problem | null)[];
  /** The causes of what was shown as our own fault; a test that is left with one fails. */
  takeBugs: () => unknown[];
  /** Lets the command `slow` go on. */
  openGate: () => void;
  /** The bot's present line. */
  setLine: (line: string) => void;
  /** The same bot started again, as after a restart of the program. */
  restart: () => Promise<void>;
};

const quick = { deferMs: 60, presenceMs: 30, retryMs: 10, mostRetryMs: 50 };

/** A Discord on loopback and a bot that is being started in it; both end with the test, which fails when Discord's rules were broken. */
export async function openRoom(
  given: {
    standIn?: StandInOptions;
    bot?: Partial<DiscordOptions>;
    isConnected?: boolean;
    /** The rules of Discord this test breaks on purpose. */
    breaks?: readonly string[];
  } = {},
): Promise<Room> {
  const discord = await startDiscord(given.standIn);
  const gate = Promise.withResolvers<void>();
  const problems: (Problem | null)[] = [];
  const bugs: unknown[] = [];
  let line = 'ratio 1.85';
  const create = () =>
    createDiscord({
      token: discord.environment['DISCORD_TOKEN'] ?? '',
      apiUrl: discord.environment['DISCORD_API_URL'] ?? '',
      guildId: discord.guild.id,
      channelId: discord.channel('books').id,
      ...createDoor({ wait: () => gate.promise }),
      identify: async ({ groups, ...user }) => ({ ...user, role: roleAmong(discord, groups) }),
      suggest: async (command, field, text) => [{ label: `${command} ${field} ${text}`, value: 7 }],
      presence: async () => line,
      onProblems: ([worst = null]) => void problems.push(worst),
      pictureOf: async () => null,
      logBug: (cause) => void bugs.push(cause),
      now: () => new Date(),
      pace: quick,
      ...given.bot,
    });
  let bot = create();
  onTestFinished(async () => {
    await bot.stop();
    await discord.stop();
    const broken = discord.violations.filter(({ rule }) => !given.breaks?.includes(rule));
    if (broken.length > 0) throw new Error(`Discord would mind: ${JSON.stringify(broken)}`);
    if (bugs.length > 0) throw new Error('The bot had a bug', { cause: bugs[0] });
  });
  const room: Room = {
    discord,
    get bot() {
      return bot;
    },
    problems,
    takeBugs: () => bugs.splice(0),
    openGate: () => gate.resolve(),
    setLine: (text) => {
      line = text;
    },
    async restart() {
      await bot.stop();
      bot = create();
      await bot.start();
      await connected(discord);
    },
  };
  await bot.start();
  if (given.isConnected !== false) await connected(discord);
  return room;
}

/** Waits until the bot has a session and its commands are there. */
export async function connected(discord: DiscordStandIn): Promise<void> {
  await until(() => discord.gateway.connected() > 0 && discord.gateway.presences.length > 0);
  await until(() => discord.commands.guild.length + discord.commands.global.length > 0);
}

function roleAmong(discord: DiscordStandIn, groups: readonly string[]): Role {
  const held = discord.guild.roles.filter(({ id }) => groups.includes(id)).map(({ name }) => name);
  return roles.findLast((role) => held.includes(role)) ?? 'viewer';
}
