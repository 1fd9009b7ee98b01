import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { createSlack, type Slack, type SlackOptions } from '../../../src/chat/slack/index.ts';
import {
  defaultExtraCommands,
  defaultSlashCommand,
  slackManifest,
} from '../../../src/chat/slack/manifest.ts';
import type { Problem } from '../../../src/chat/common/problems.ts';
import type { Role } from '../../../src/command/actor.ts';
import { say } from '../../../src/command/reply.ts';
import {
  type SlackOptions as StandInOptions,
  type SlackStandIn,
  startSlack,
} from '../../../src/sandbox/slack/index.ts';
import { createDoor, type Stage } from './commands.ts';

export type Mode = 'socket' | 'http';

export type Room = {
  slack: SlackStandIn;
  bot: Slack;
  stage: Stage;
  /** Lets `slow` go on. */
  openGate: () => void;
  problems: (Problem | null)[];
  bugs: unknown[];
  /** The same bot again, as after a restart of the program. */
  restart: () => Promise<void>;
  /** Rules of Slack that were broken meanwhile, by name. */
  broken: () => string[];
};

/** A workspace with the bot in it; amy is operator, ben a viewer. All of it ends with the test. */
export async function openRoom(
  mode: Mode,
  given: {
    bot?: Partial<SlackOptions>;
    standIn?: StandInOptions;
    isStarted?: boolean;
    isConnected?: boolean;
  } = {},
): Promise<Room> {
  const gate = Promise.withResolvers<void>();
  const stage: Stage = { approvedBy: new Map(), calls: [], gate: gate.promise };
  const door = createDoor(stage);
  const slack = await startSlack({ manifest: manifestFor(mode, door), ...given.standIn });
  const problems: (Problem | null)[] = [];
  const bugs: unknown[] = [];
  const create = () =>
    createSlack({
      botToken: slack.tokens.bot,
      ...(mode === 'socket' && { appToken: slack.tokens.app }),
      signingSecret: slack.signingSecret,
      apiUrl: `${slack.url}/api/`,
      channelId: slack.channel('books').id,
      ...door,
      identify: async ({ groups, ...user }) => ({ ...user, role: roleOf(slack, user.id, groups) }),
      home: async (actor) => [say('Shelf', `Hello ${actor.name}, you are ${actor.role}.`)],
      onProblems: ([worst = null]) => void problems.push(worst),
      pictureOf: async () => null,
      logBug: (cause) => bugs.push(cause),
      now: () => new Date(),
      ...given.bot,
    });
  let bot = create();
  onTestFinished(async () => {
    await bot.stop();
    await slack.stop();
  });
  if (mode === 'http') slack.http.address = await serveRoute(() => bot);
  const room: Room = {
    slack,
    get bot() {
      return bot;
    },
    stage,
    openGate: () => gate.resolve(),
    problems,
    bugs,
    async restart() {
      await bot.stop();
      await slack.until(() => slack.sockets.count() === 0, 'the old socket to go');
      bot = create();
      await bot.start();
      await connected(room, mode);
    },
    broken: () => slack.violations.map(({ rule }) => rule),
  };
  if (given.isStarted === false) return room;
  await bot.start();
  if (given.isConnected !== false) await connected(room, mode);
  return room;
}

export async function connected({ slack }: Room, mode: Mode): Promise<void> {
  if (mode === 'http') expect(await slack.http.verify()).toBe(true);
  else await slack.until(() => slack.sockets.count() === 1, 'a socket');
}

function manifestFor(mode: Mode, { commands }: ReturnType<typeof createDoor>) {
  return slackManifest({
    commands,
    slashCommand: defaultSlashCommand,
    extraCommands: defaultExtraCommands,
    requestUrl: mode === 'http' ? 'https://bot.example/slack/events' : null,
    hasGroupRoles: true,
  });
}

function roleOf(slack: SlackStandIn, id: string, groups: readonly string[]): Role {
  return id === slack.people.amy.id || groups.includes('SOPS') ? 'operator' : 'viewer';
}

/** The smallest server that hands requests over untouched. */
async function serveRoute(bot: () => Slack): Promise<string> {
  const server = createServer((request, response) => bot().route?.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
}
