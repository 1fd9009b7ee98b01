import type { Write } from './draft.ts';
import type { Channel, User } from './guild.ts';
import { faceOf, hasFlag, type Message, type MessageFace, messageTypes } from './message.ts';
import { messageEventJson, messageJson } from './message-json.ts';
import { may, permissionsIn } from './permissions.ts';
import { allowPings, isPinging, noPings, type Pings, pingableTexts, pingsIn } from './pings.ts';
import type { DiscordState } from './state.ts';

type Origin = Partial<Pick<Message, 'type' | 'nonce' | 'repliesTo' | 'answers' | 'onlyFor'>>;

/** Puts a message on the screen of everyone who may see it, and tells the bot. */
export function postMessage(
  state: DiscordState,
  channel: Channel,
  author: User,
  face: MessageFace,
  { pings = noPings, ...origin }: Origin & { pings?: Pings } = {},
): Message {
  const message: Message = {
    ...face,
    id: state.newId(),
    channel,
    author,
    type: messageTypes.plain,
    isPinned: false,
    createdAt: state.now(),
    shownAtMs: performance.now(),
    editedAt: null,
    history: [],
    pings,
    nonce: null,
    repliesTo: null,
    answers: null,
    onlyFor: null,
    thread: null,
    isDeleted: false,
    ...origin,
  };
  if (message.onlyFor === null) {
    channel.messages.push(message);
    channel.archived = false;
    announce(state, 'MESSAGE_CREATE', message);
  }
  return message;
}

/** Replaces what a message shows; the face before goes into its history, "is thinking" does not. */
export function editMessage(state: DiscordState, message: Message, face: MessageFace): void {
  const wasThinking = hasFlag(message, 'loading');
  if (!wasThinking) message.history.push(faceOf(message));
  Object.assign(message, face);
  message.editedAt = wasThinking ? null : state.now();
  if (message.onlyFor === null) announce(state, 'MESSAGE_UPDATE', message);
}

export function deleteMessage(state: DiscordState, message: Message): void {
  const { channel } = message;
  message.isDeleted = true;
  const index = channel.messages.indexOf(message);
  if (index < 0) return;
  channel.messages.splice(index, 1);
  const { id, guildId } = channel;
  const place = { channel_id: id, ...(guildId !== null && { guild_id: guildId }) };
  state.dispatch('MESSAGE_DELETE', { id: message.id, ...place });
}

/** Whom a message of the bot notifies; a ping nobody asked for is written down. */
export function pingsOf(
  state: DiscordState,
  channel: Channel,
  face: MessageFace,
  { body }: Write,
  repliesTo: Message | null = null,
): Pings {
  const allowed = body['allowed_mentions'];
  const found = pingsIn(pingableTexts(face));
  if (isPinging(found) && (allowed === undefined || allowed === null)) {
    const detail = `in ${channel.name}: ${pingableTexts(face).join(' ').trim().slice(0, 200)}`;
    state.violations.push({ rule: 'ping-without-allowed-mentions', detail });
  }
  const pings = allowPings(found, allowed);
  const mayPingAll = may(permissionsIn(state.guild, state.bot, channel), 'MENTION_EVERYONE');
  const repliedTo = repliesTo && pingsReplied(allowed) ? [repliesTo.author.id] : [];
  return {
    users: [...new Set([...pings.users, ...repliedTo])],
    roles: mayPingAll ? pings.roles : [],
    everyone: pings.everyone && mayPingAll,
  };
}

function pingsReplied(allowed: unknown): boolean {
  if (typeof allowed !== 'object' || allowed === null) return true;
  return 'replied_user' in allowed && allowed.replied_user === true;
}

function announce(state: DiscordState, event: string, message: Message): void {
  const bits = permissionsIn(state.guild, state.bot, message.channel);
  if (!may(bits, 'VIEW_CHANNEL')) return;
  state.dispatch(event, { ...messageJson(state, message), ...messageEventJson(state, message) });
}
