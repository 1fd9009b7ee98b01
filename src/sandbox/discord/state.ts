import type { Attachment } from './attachments.ts';
import type { CommandBook } from './commands.ts';
import { type Channel, channelTypes, createChannel, type Guild, type User } from './guild.ts';
import type { Interaction } from './interaction.ts';
import type { Message } from './message.ts';
import { refuse } from './refusal.ts';
import type { Violation } from './violations.ts';

/** All that Discord knows here; the HTTP routes, the gateway and the people work on it. */
export type DiscordState = {
  /** `http://127.0.0.1:port`, once the server listens. */
  url: string;
  /** The bot's present token. */
  token: string;
  applicationId: string;
  bot: User;
  guild: Guild;
  users: User[];
  directMessages: Channel[];
  commands: CommandBook;
  interactions: Interaction[];
  /** When gateway sessions were begun; Discord allows one in 5 s and 1,000 a day. */
  identifies: Date[];
  violations: Violation[];
  /** Uploaded files by id, for whoever downloads them. */
  files: Map<string, Attachment>;
  /** How long the first answer to an interaction may take. */
  deadlineMs: number;
  now: () => Date;
  newId: () => string;
  /** Sends an event to the gateway sessions; false when nobody is connected to take it now. */
  dispatch: (event: string, data: Record<string, unknown>) => boolean;
};

/** Refused with 10003 when there is no such channel. */
export function findChannel(state: DiscordState, id: string): Channel {
  const channels = [...state.guild.channels, ...state.directMessages];
  const channel = channels.find((one) => one.id === id);
  return channel ?? refuse('unknown-channel', `channel ${id}`);
}

/** Refused with 10008 when there is no such message or somebody deleted it. */
export function findMessage(channel: Channel, id: string): Message {
  const message = channel.messages.find((one) => one.id === id);
  return message ?? refuse('unknown-message', `message ${id} in ${channel.name}`);
}

/** The direct messages between the bot and a person, opened when there are none yet. */
export function openDirectMessages(state: DiscordState, person: User): Channel {
  const open = state.directMessages.find(({ recipient }) => recipient?.id === person.id);
  if (open) return open;
  const channel = createChannel({
    id: state.newId(),
    type: channelTypes.dm,
    name: `@${person.name}`,
    guildId: null,
    recipient: person,
  });
  state.directMessages.push(channel);
  return channel;
}
