import type { CommandBook } from './commands.ts';
import { createState, named, type StateOptions } from './create-state.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import type { Channel, Guild, Role, User } from './guild.ts';
import { channelJson } from './guild-json.ts';
import type { RecordedRequest } from './http/answer.ts';
import type { Faults } from './http/faults.ts';
import { type HttpSide, startHttp } from './http/server.ts';
import type { Message } from './message.ts';
import { createPerson, type Person } from './people/person.ts';
import { bitsOf, type PermissionName } from './permissions.ts';
import { showMessage } from './show.ts';
import { type DiscordState, openDirectMessages } from './state.ts';
import type { Violation } from './violations.ts';

export type DiscordOptions = StateOptions & {
  heartbeatMs?: number;
  /** Bits of the privileged intents switched on for the bot; none by default. */
  allowedIntents?: number;
  /** How long people wait for something on their screen before a test fails. */
  patienceMs?: number;
};

/** Discord on loopback for one bot and one server; it refuses and records what Discord would. */
export type DiscordStandIn = Pick<Faults, 'failNext' | 'delay' | 'hold'> & {
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
  /** By name; threads too. Throws when there is none. */
  channel: (name: string) => Channel;
  role: (name: string) => Role;
  /** Unless others were given: olga (owner), oscar (operator), mia (member), sam (no role), otto (not in the server). */
  person: (name: string) => Person;
  /** What passes between the bot and a person alone. */
  directMessages: (name: string) => Channel;
  /** Takes these permissions from the bot in one channel, and gives all others back. */
  forbid: (channel: Channel, ...names: PermissionName[]) => void;
  /** A message as it stands on the screen. */
  show: (message: Message) => string;
  /** From now on the bot's token is another one; connections with the old one end with 4004. */
  changeToken: (token: string) => void;
  /** Refuses connections and cuts those that stand. */
  goDown: () => Promise<void>;
  comeBack: () => Promise<void>;
  stop: () => Promise<void>;
};

export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordStandIn> {
  const { heartbeatMs = 41_250, allowedIntents = 0, patienceMs = 10_000 } = options;
  const state = createState(options);
  const http = await startHttp(state);
  const gateway = startGateway(state, http.server, { heartbeatMs, allowedIntents });
  const { guild, users } = state;
  return {
    url: state.url,
    applicationId: state.applicationId,
    bot: state.bot,
    guild,
    commands: state.commands,
    violations: state.violations,
    gateway,
    requests: http.requests,
    environment: environmentOf(state),
    failNext: http.faults.failNext,
    delay: http.faults.delay,
    hold: http.faults.hold,
    ...outagesOf(state, http, gateway),
    channel: (name) => named(guild.channels, name),
    role: (name) => named(guild.roles, name),
    person: (name) => {
      const seat = { state, user: named(users, name), channel: firstChannel(guild) };
      return createPerson(seat, { timeoutMs: patienceMs });
    },
    directMessages: (name) => openDirectMessages(state, named(users, name)),
    forbid: (channel, ...names) => forbid(state, channel, names),
    show: (message) => showMessage(state, message),
  };
}

function outagesOf(state: DiscordState, http: HttpSide, gateway: Gateway & { stop: () => void }) {
  return {
    changeToken: (token: string) => {
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

function environmentOf(state: DiscordState): Record<string, string> {
  const roles = state.guild.roles
    .filter(({ name }) => ['owner', 'operator', 'member'].includes(name))
    .map(({ name, id }) => `${name}=${id}`);
  return {
    DISCORD_API_URL: `${state.url}/api`,
    DISCORD_TOKEN: state.token,
    DISCORD_APPLICATION_ID: state.applicationId,
    DISCORD_GUILD_ID: state.guild.id,
    DISCORD_CHANNEL_ID: firstChannel(state.guild).id,
    DISCORD_ROLES: roles.join(','),
  };
}

function firstChannel(guild: Guild): Channel {
  const [first] = guild.channels;
  if (!first) throw new Error('The server has no channel');
  return first;
}

function forbid(state: DiscordState, channel: Channel, names: PermissionName[]): void {
  const { id } = state.bot;
  const others = channel.overwrites.filter(({ target }) => target !== id);
  const deny = bitsOf(names);
  channel.overwrites = [...others, { target: id, isRole: false, allow: 0n, deny }];
  state.dispatch('CHANNEL_UPDATE', channelJson(channel, id));
}
