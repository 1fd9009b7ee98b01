import { isRefusal, type Refusal, refuse, succeed } from '../answer.ts';
import { textOf } from '../arguments.ts';
import { findMessage, isAppIn, visibleChannel } from '../channels.ts';
import { type Channel, type Message, messageJson } from '../message.ts';
import type { Call, Method } from '../method.ts';

/** Pins and reactions: marks on a message of a conversation the app is in. */
export const markMethods: Method[] = [
  { name: 'pins.add', tier: 2, scopes: ['pins:write'], answer: addPin },
  { name: 'pins.remove', tier: 2, scopes: ['pins:write'], answer: removePin },
  { name: 'pins.list', tier: 2, scopes: ['pins:read'], answer: listPins },
  { name: 'reactions.add', tier: 3, scopes: ['reactions:write'], answer: addReaction },
];

function joinedChannel({ workspace, args }: Call): Channel | Refusal {
  const channel = visibleChannel(workspace, textOf(args, 'channel'));
  if (isRefusal(channel) || isAppIn(workspace, channel)) return channel;
  return refuse('not_in_channel');
}

function markedMessage(call: Call): { channel: Channel; message: Message } | Refusal {
  const channel = joinedChannel(call);
  if (isRefusal(channel)) return channel;
  const message = findMessage(channel, textOf(call.args, 'timestamp'));
  return message ? { channel, message } : refuse('message_not_found');
}

function addPin(call: Call) {
  const found = markedMessage(call);
  if (isRefusal(found)) return found;
  const { channel, message } = found;
  if (channel.pins.includes(message.ts)) return refuse('already_pinned');
  channel.pins.push(message.ts);
  return succeed();
}

function removePin(call: Call) {
  const found = markedMessage(call);
  if (isRefusal(found)) return found;
  const { channel, message } = found;
  if (!channel.pins.includes(message.ts)) return refuse('no_pin');
  channel.pins = channel.pins.filter((ts) => ts !== message.ts);
  return succeed();
}

function listPins(call: Call) {
  const channel = joinedChannel(call);
  if (isRefusal(channel)) return channel;
  const pinned = channel.pins.map((ts) => findMessage(channel, ts)).filter((one) => one !== null);
  const items = pinned.map((message) => ({
    type: 'message',
    channel: channel.id,
    message: messageJson(call.workspace, message),
  }));
  return succeed({ items });
}

function addReaction(call: Call) {
  const found = markedMessage(call);
  if (isRefusal(found)) return found;
  const name = textOf(call.args, 'name');
  if (name === null || !/^[a-z0-9_+'-]+$/.test(name)) return refuse('invalid_name');
  const user = call.workspace.app.botUser;
  const { reactions } = found.message;
  if (reactions.some((one) => one.name === name && one.user === user)) {
    return refuse('already_reacted');
  }
  reactions.push({ name, user });
  return succeed();
}
