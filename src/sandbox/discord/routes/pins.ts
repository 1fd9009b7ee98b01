import { needPermissions } from '../access.ts';
import type { ApiCall, ApiRoute } from '../api.ts';
import type { Channel } from '../guild.ts';
import { emptyFace, messageTypes } from '../message.ts';
import { messageJson } from '../message-json.ts';
import { postMessage } from '../post.ts';
import { refuse } from '../refusal.ts';
import { findChannel, findMessage } from '../state.ts';

const pinLimit = 250;

/** Pins, at their present and at their older address. */
export const pinRoutes: ApiRoute[] = [
  { method: 'GET', path: '/channels/:channel/messages/pins', answer: listPins },
  { method: 'PUT', path: '/channels/:channel/messages/pins/:message', answer: pin },
  { method: 'DELETE', path: '/channels/:channel/messages/pins/:message', answer: unpin },
  {
    method: 'GET',
    path: '/channels/:channel/pins',
    answer: (call) => listPins(call).items.map(({ message }) => message),
  },
  { method: 'PUT', path: '/channels/:channel/pins/:message', answer: pin },
  { method: 'DELETE', path: '/channels/:channel/pins/:message', answer: unpin },
];

function listPins(call: ApiCall) {
  const channel = findChannel(call.state, call.part('channel'));
  needPermissions(call.state, channel, 'READ_MESSAGE_HISTORY');
  const items = pinned(channel).map((message) => ({
    pinned_at: message.createdAt.toISOString(),
    message: messageJson(call.state, message),
  }));
  return { items: items.reverse(), has_more: false };
}

function pin(call: ApiCall): undefined {
  const { state } = call;
  const channel = findChannel(state, call.part('channel'));
  needPermissions(state, channel, 'PIN_MESSAGES');
  const message = findMessage(channel, call.part('message'));
  if (message.isPinned) return;
  if (pinned(channel).length >= pinLimit) refuse('too-many-pins', channel.name);
  message.isPinned = true;
  notice(call, channel);
  postMessage(state, channel, state.bot, emptyFace, {
    type: messageTypes.pinNotice,
    repliesTo: message,
  });
}

function unpin(call: ApiCall): undefined {
  const channel = findChannel(call.state, call.part('channel'));
  needPermissions(call.state, channel, 'PIN_MESSAGES');
  findMessage(channel, call.part('message')).isPinned = false;
  notice(call, channel);
}

function pinned(channel: Channel) {
  return channel.messages.filter(({ isPinned }) => isPinned);
}

function notice({ state }: ApiCall, { id, guildId }: Channel): void {
  const place = guildId === null ? {} : { guild_id: guildId };
  state.dispatch('CHANNEL_PINS_UPDATE', {
    channel_id: id,
    last_pin_timestamp: state.now().toISOString(),
    ...place,
  });
}
