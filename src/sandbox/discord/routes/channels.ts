import { needPermissions } from '../access.ts';
import { type ApiCall, type ApiRoute, writeOf } from '../api.ts';
import { checkOneOf, checkText, type FormFaults, refuseFaults } from '../form.ts';
import { type Channel, channelTypes, createChannel, isThread } from '../guild.ts';
import { channelJson } from '../guild-json.ts';
import type { Message } from '../message.ts';
import { refuse } from '../refusal.ts';
import { findChannel, findMessage } from '../state.ts';

const autoArchiveChoices = [60, 1440, 4320, 10_080];

export const channelRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/channels/:channel',
    answer: (call) => {
      const channel = findChannel(call.state, call.part('channel'));
      needPermissions(call.state, channel);
      return channelJson(channel, call.state.bot.id);
    },
  },
  { method: 'PATCH', path: '/channels/:channel', answer: changeThread },
  {
    method: 'POST',
    path: '/channels/:channel/typing',
    answer: (call) => {
      const channel = findChannel(call.state, call.part('channel'));
      needPermissions(call.state, channel, 'SEND_MESSAGES');
      channel.typingCount += 1;
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/messages/:message/threads',
    answer: (call) => {
      const channel = findChannel(call.state, call.part('channel'));
      return startThread(call, channel, findMessage(channel, call.part('message')));
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/threads',
    answer: (call) => startThread(call, findChannel(call.state, call.part('channel')), null),
  },
  { method: 'PUT', path: '/channels/:channel/thread-members/:user', answer: () => undefined },
  { method: 'DELETE', path: '/channels/:channel/thread-members/:user', answer: () => undefined },
];

/** A thread of a message has that message's id; each message can have one. */
function startThread(call: ApiCall, parent: Channel, message: Message | null) {
  const { state } = call;
  const { body } = writeOf(call);
  needPermissions(state, parent, 'CREATE_PUBLIC_THREADS');
  checkThread(body, ['name']);
  if (message?.thread) refuse('thread-exists', message.thread.name);
  const thread = createChannel({
    id: message?.id ?? state.newId(),
    type: channelTypes.publicThread,
    name: String(body['name']),
    guildId: parent.guildId,
    parentId: parent.id,
    autoArchiveMinutes: Number(body['auto_archive_duration'] ?? 1440),
  });
  state.guild.channels.push(thread);
  if (message) message.thread = thread;
  const json = channelJson(thread, state.bot.id);
  state.dispatch('THREAD_CREATE', { ...json, newly_created: true });
  return json;
}

function changeThread(call: ApiCall) {
  const { state } = call;
  const { body } = writeOf(call);
  const thread = findChannel(state, call.part('channel'));
  if (!isThread(thread)) needPermissions(state, thread, 'MANAGE_GUILD');
  checkThread(body, []);
  if (typeof body['archived'] === 'boolean') thread.archived = body['archived'];
  if (typeof body['name'] === 'string') thread.name = body['name'];
  const json = channelJson(thread, state.bot.id);
  state.dispatch('THREAD_UPDATE', json);
  return json;
}

function checkThread(body: Record<string, unknown>, required: string[]): void {
  const faults: FormFaults = [];
  const min = required.includes('name') || body['name'] !== undefined ? 1 : 0;
  checkText(faults, 'name', body['name'], { min, max: 100 });
  const { auto_archive_duration: minutes } = body;
  if (minutes !== undefined && minutes !== null) {
    checkOneOf(faults, 'auto_archive_duration', minutes, autoArchiveChoices);
  }
  refuseFaults(faults);
}
