import { isObject } from '../../http.ts';
import { needPermissions, needPostRights } from '../access.ts';
import { type ApiCall, type ApiRoute, writeOf } from '../api.ts';
import { readFace } from '../draft.ts';
import { textOf } from '../form.ts';
import { type Channel, isThread } from '../guild.ts';
import { type Message, messageTypes } from '../message.ts';
import { messageJson } from '../message-json.ts';
import { deleteMessage, editMessage, pingsOf, postMessage } from '../post.ts';
import { refuse } from '../refusal.ts';
import { findChannel, findMessage } from '../state.ts';

const nonceMemoryMs = 5 * 60_000;

export const messageRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/channels/:channel/messages',
    answer: (call) => listMessages(call).map((message) => messageJson(call.state, message)),
  },
  {
    method: 'POST',
    path: '/channels/:channel/messages',
    answer: (call) => messageJson(call.state, post(call)),
  },
  {
    method: 'GET',
    path: '/channels/:channel/messages/:message',
    answer: (call) => {
      needPermissions(call.state, channelOf(call), 'READ_MESSAGE_HISTORY');
      return messageJson(call.state, messageOf(call));
    },
  },
  {
    method: 'PATCH',
    path: '/channels/:channel/messages/:message',
    answer: (call) => messageJson(call.state, edit(call)),
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/messages/:message',
    answer: (call) => {
      needPermissions(call.state, channelOf(call));
      const message = messageOf(call);
      if (message.author !== call.state.bot) {
        needPermissions(call.state, message.channel, 'MANAGE_MESSAGES');
      }
      deleteMessage(call.state, message);
    },
  },
];

function channelOf({ state, part }: ApiCall): Channel {
  return findChannel(state, part('channel'));
}

function messageOf(call: ApiCall): Message {
  return findMessage(channelOf(call), call.part('message'));
}

/** Newest first; without the right to read the history there is nothing. */
function listMessages(call: ApiCall): Message[] {
  const channel = channelOf(call);
  needPermissions(call.state, channel, 'READ_MESSAGE_HISTORY');
  const { query } = call;
  const before = BigInt(query.get('before') ?? '9'.repeat(20));
  const after = BigInt(query.get('after') ?? '0');
  const limit = Number(query.get('limit') ?? 50);
  const found = channel.messages.filter(({ id }) => BigInt(id) < before && BigInt(id) > after);
  const page = query.has('after') ? found.slice(0, limit) : found.slice(-limit);
  return page.reverse();
}

function post(call: ApiCall): Message {
  const { state } = call;
  const channel = channelOf(call);
  const write = writeOf(call);
  needPostRights(state, channel, write);
  const face = readFace(state, write, null);
  const nonce = textOf(write.body['nonce']) || null;
  if (write.body['enforce_nonce'] === true && nonce !== null) {
    const twin = channel.messages.find((one) => one.nonce === nonce && isFresh(call, one));
    if (twin) return twin;
  }
  const repliesTo = repliedMessage(call, channel);
  return postMessage(state, channel, state.bot, face, {
    type: repliesTo ? messageTypes.reply : messageTypes.plain,
    nonce,
    repliesTo,
    pings: pingsOf(state, channel, face, write, repliesTo),
  });
}

function isFresh({ state }: ApiCall, { createdAt }: Message): boolean {
  return state.now().getTime() - createdAt.getTime() < nonceMemoryMs;
}

function repliedMessage(call: ApiCall, channel: Channel): Message | null {
  const reference = writeOf(call).body['message_reference'];
  if (!isObject(reference)) return null;
  const id = String(reference['message_id']);
  const found = channel.messages.find((one) => one.id === id);
  if (!found && reference['fail_if_not_exists'] !== false) refuse('unknown-message', id);
  return found ?? null;
}

function edit(call: ApiCall): Message {
  const { state } = call;
  const message = messageOf(call);
  const { channel } = message;
  needPermissions(state, channel);
  if (message.author !== state.bot) refuse('other-author', `by ${message.author.name}`);
  if (isThread(channel) && channel.archived) refuse('archived-thread', channel.name);
  const write = writeOf(call);
  if (write.uploads.length > 0) needPermissions(state, channel, 'ATTACH_FILES');
  const face = readFace(state, write, message);
  editMessage(state, message, face);
  return message;
}
