import {
  type Channel,
  createGuild,
  type Guild,
  type GuildOptions,
  type MemberOptions,
  type Role,
  type User,
} from './guild.ts';
import { channelJson } from './guild-json.ts';
import type { CommandBook } from './commands.ts';
import { createCommandBook } from './commands.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import type { RecordedRequest } from './http/answer.ts';
import type { Faults } from './http/faults.ts';
import { startHttp } from './http/server.ts';
import type { Message } from './message.ts';
import { bitsOf, type PermissionName } from './permissions.ts';
import { createPerson, type Person } from './people/person.ts';
import { showMessage } from './show.ts';
import { createIds } from './snowflake.ts';
import type { DiscordState } from './state.ts';
import type { Violation } from './violations.ts';

export type DiscordOptions = {
  applicationId?: string;
  token?: string;
  guild?: GuildOptions;
  members?: MemberOptions[];
  now?: () => Date;
  /** How long the first answer to an interaction may take; Discord gives 3 s. */
  deadlineMs?: number;
  heartbeatMs?: number;
  /** Bits of the privileged intents switched on for the bot; none by default. */
  allowedIntents?: number;
  /** How long people wait for something on their screen before a test fails. */
  patienceMs?: number;
};

/** Discord on loopback for one bot and one server; it refuses and records what Discord would. */
export type DiscordStandIn = {
  url: string;
  applicationId: string;
  bot: User;
  guild: Guild;
  commands: CommandBook;
  gateway: Gateway;
  violations: Violation[];
  requests: RecordedRequest[];
  /** The product's configuration for this Discord, channel `books`. */
  environment: Record<string, string>;
  failNext: Faults['failNext'];
  delay: Faults['delay'];
  hold: Faults['hold'];
  /** By name; threads too. Throws when there is none. */
  channel: (name: string) => Channel;
  role: (name: string) => Role;
  /** Members: olga (owner), oscar (operator), mia (member), sam (no role), otto (not in the server). */
  person: (name: string) => Person;
  /** Takes permissions from the bot in one channel. */
  forbid: (channel: Channel, ...names: PermissionName[]) => void;
  /** Gives them back. */
  allowAgain: (channel: Channel) => void;
  show: (message: Message) => string;
  /** The bot's token is another one from now on; connections with the old one end with 4004. */
  changeToken: (token: string) => void;
  /** Nothing answers any more. */
  goDown: () => Promise<void>;
  comeBack: () => Promise<void>;
  stop: () => Promise<void>;
};

const usualMembers: MemberOptions[] = [
  { name: 'olga', roles: ['owner'] },
  { name: 'oscar', roles: ['operator'] },
  { name: 'mia', roles: ['member'] },
  { name: 'sam' },
  { name: 'otto', isOutside: true },
];

export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordStandIn> {
  const state = createState(options);
  const http = await startHttp(state);
  const gateway = startGateway(state, http.server, {
    heartbeatMs: options.heartbeatMs ?? 41_250,
    allowedIntents: options.allowedIntents ?? 0,
  });
  const { guild, bot, applicationId } = state;
  const patience = { timeoutMs: options.patienceMs ?? 10_000 };
  const channel = (name: string) => named(guild.channels, name);
  return {
    url: state.url,
    applicationId,
    bot,
    guild,
    gateway,
    commands: state.commands,
    violations: state.violations,
    requests: http.requests,
    environment: environmentOf(state),
    failNext: http.faults.failNext,
    delay: http.faults.delay,
    hold: http.faults.hold,
    channel,
    role: (name) => named(guild.roles, name),
    person: (name) => {
      const [first] = guild.channels;
      if (!first) throw new Error('The server has no channel');
      return createPerson(state, named(state.users, name), first, patience);
    },
    forbid: (place, ...names) => overwrite(state, place, bitsOf(names)),
    allowAgain: (place) => overwrite(state, place, 0n),
    show: (message) => showMessage(state, message),
    changeToken: (token) => {
      state.token = token;
      gateway.close(4004);
    },
    goDown: async () => {
      gateway.drop();
      await http.goDown();
    },
    comeBack: http.comeBack,
    stop: async () => {
      gateway.stop();
      await http.goDown();
    },
  };
}

function createState(options: DiscordOptions): DiscordState {
  const { now = () => new Date() } = options;
  const newId = createIds(now);
  const applicationId = options.applicationId ?? newId();
  const bot = { id: applicationId, name: 'Shelfwarden', isBot: true, hasClosedDms: false };
  const guild = createGuild(options.guild ?? {}, bot, newId, now());
  const users: User[] = [];
  for (const { name, roles = [], isOutside = false } of options.members ?? usualMembers) {
    const user = { id: newId(), name, isBot: false, hasClosedDms: false };
    users.push(user);
    const roleIds = roles.map((role) => named(guild.roles, role).id);
    if (!isOutside) guild.members.push({ user, roleIds, joinedAt: now() });
  }
  return {
    url: '',
    token: options.token ?? 'token-of-shelfwarden',
    applicationId,
    bot,
    guild,
    users,
    directMessages: [],
    commands: createCommandBook(),
    interactions: [],
    identifies: [],
    violations: [],
    files: new Map(),
    deadlineMs: options.deadlineMs ?? 3000,
    now,
    newId,
    dispatch: () => false,
  };
}

function environmentOf(state: DiscordState): Record<string, string> {
  const [first] = state.guild.channels;
  return {
    DISCORD_API_URL: `${state.url}/api`,
    DISCORD_TOKEN: state.token,
    DISCORD_APPLICATION_ID: state.applicationId,
    DISCORD_GUILD_ID: state.guild.id,
    DISCORD_CHANNEL_ID: first?.id ?? '',
    DISCORD_ROLES: state.guild.roles
      .filter(({ name }) => ['owner', 'operator', 'member'].includes(name))
      .map(({ name, id }) => `${name}=${id}`)
      .join(','),
  };
}

function named<Thing extends { name: string }>(things: readonly Thing[], name: string): Thing {
  const found = things.find((thing) => thing.name === name);
  if (!found) throw new Error(`No ${name} among ${things.map((one) => one.name).join(', ')}`);
  return found;
}

/** Sets what is denied to the bot in a channel and tells it. */
function overwrite(state: DiscordState, channel: Channel, deny: bigint): void {
  const others = channel.overwrites.filter(({ target }) => target !== state.bot.id);
  channel.overwrites = [...others, { target: state.bot.id, isRole: false, allow: 0n, deny }];
  state.dispatch('CHANNEL_UPDATE', channelJson(channel, state.bot.id));
}
