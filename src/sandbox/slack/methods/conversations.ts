import { isRefusal, type Refusal, refuse, succeed } from '../answer.ts';
import { flagOf, numberOf, textOf } from '../arguments.ts';
import { directChannel, findMessage, isAppIn, visibleChannel } from '../channels.ts';
import { scopesOf } from '../manifest.ts';
import { type Channel, type Message, messageJson } from '../message.ts';
import type { Call, Method } from '../method.ts';
import type { JsonObject, Workspace } from '../workspace.ts';

const prefixes = { public: 'channels', private: 'groups', im: 'im' } as const;
const scopesFor = (right: string) => Object.values(prefixes).map((prefix) => `${prefix}:${right}`);

export const conversationMethods: Method[] = [
  { name: 'conversations.info', tier: 3, scopes: scopesFor('read'), answer: info },
  { name: 'conversations.members', tier: 4, scopes: scopesFor('read'), answer: members },
  { name: 'conversations.history', tier: 3, scopes: scopesFor('history'), answer: history },
  { name: 'conversations.replies', tier: 3, scopes: scopesFor('history'), answer: replies },
  { name: 'conversations.open', tier: 3, scopes: ['im:write'], answer: open },
  { name: 'conversations.join', tier: 3, scopes: ['channels:join'], answer: join },
];

/** Every kind of conversation has a scope of its own. */
function readable({ workspace, args }: Call, right: 'read' | 'history'): Channel | Refusal {
  const channel = visibleChannel(workspace, textOf(args, 'channel'));
  if (isRefusal(channel)) return channel;
  const needed = `${prefixes[channel.kind]}:${right}`;
  const provided = scopesOf(workspace.manifest);
  if (provided.includes(needed)) return channel;
  return refuse('missing_scope', { needed, provided: provided.join(',') });
}

function info(call: Call) {
  const channel = readable(call, 'read');
  return isRefusal(channel) ? channel : succeed({ channel: channelJson(call.workspace, channel) });
}

function members(call: Call) {
  const channel = readable(call, 'read');
  if (isRefusal(channel)) return channel;
  return succeed({ members: [...channel.members], response_metadata: { next_cursor: '' } });
}

function history(call: Call) {
  const channel = readable(call, 'history');
  if (isRefusal(channel)) return channel;
  if (!isAppIn(call.workspace, channel)) return refuse('not_in_channel');
  return page(call, channel.messages.toReversed());
}

function replies(call: Call) {
  const channel = readable(call, 'history');
  if (isRefusal(channel)) return channel;
  if (!isAppIn(call.workspace, channel)) return refuse('not_in_channel');
  const parent = findMessage(channel, textOf(call.args, 'ts'));
  return parent ? page(call, [parent, ...parent.replies]) : refuse('thread_not_found');
}

/** One page; metadata only when it is asked for. */
function page({ workspace, args }: Call, messages: Message[]) {
  const oldest = Number(textOf(args, 'oldest') ?? 0);
  const latest = Number(textOf(args, 'latest') ?? Number.POSITIVE_INFINITY);
  const inclusive = flagOf(args, 'inclusive');
  const within = messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
  const start = numberOf(args, 'cursor', 0);
  const end = start + Math.min(999, Math.max(1, numberOf(args, 'limit', 100)));
  const withMetadata = flagOf(args, 'include_all_metadata');
  const hasMore = within.length > end;
  return succeed({
    messages: within.slice(start, end).map((message) => ({
      ...messageJson(workspace, message),
      ...(withMetadata && message.metadata && { metadata: message.metadata }),
    })),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? String(end) : '' },
  });
}

function open({ workspace, args }: Call) {
  const users = (textOf(args, 'users') ?? '').split(',').filter(Boolean);
  const [user] = users;
  if (user === undefined || !workspace.accounts.has(user)) return refuse('user_not_found');
  if (users.length > 1) return refuse('missing_scope', { needed: 'mpim:write' });
  return succeed({ channel: { id: directChannel(workspace, user).id } });
}

function join({ workspace, args }: Call) {
  const channel = visibleChannel(workspace, textOf(args, 'channel'));
  if (isRefusal(channel)) return channel;
  if (channel.kind !== 'public') return refuse('method_not_supported_for_channel_type');
  channel.members.add(workspace.app.botUser);
  return succeed({ channel: channelJson(workspace, channel) });
}

function channelJson(workspace: Workspace, channel: Channel): JsonObject {
  const { id, name, kind, archived } = channel;
  const user = [...channel.members].find((member) => member !== workspace.app.botUser);
  return {
    id,
    ...(kind === 'im' ? { user } : { name }),
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: kind === 'im',
    is_private: kind !== 'public',
    is_archived: archived,
    is_member: isAppIn(workspace, channel),
  };
}
