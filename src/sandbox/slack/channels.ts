import { isRefusal, type Refusal, refuse } from './answer.ts';
import { scopesOf } from './manifest.ts';
import type { Channel, Message } from './message.ts';
import type { Workspace } from './workspace.ts';

export function addChannel(
  workspace: Workspace,
  channel: Pick<Channel, 'name' | 'kind'> & { members: Iterable<string> },
): Channel {
  const added: Channel = {
    id: workspace.nextId(channel.kind === 'im' ? 'D' : 'C'),
    name: channel.name,
    kind: channel.kind,
    archived: false,
    members: new Set(channel.members),
    messages: [],
    pins: [],
  };
  workspace.channels.set(added.id, added);
  return added;
}

/** The direct conversation of a person with the app, made when there is none yet. */
export function directChannel(workspace: Workspace, user: string): Channel {
  const { botUser } = workspace.app;
  const known = [...workspace.channels.values()].find(
    (channel) => channel.kind === 'im' && channel.members.has(user),
  );
  const members = [user, botUser];
  return known ?? addChannel(workspace, { name: 'directmessage', kind: 'im', members });
}

export function channelByName(workspace: Workspace, name: string): Channel | null {
  const bare = name.replace(/^#/, '');
  const named = [...workspace.channels.values()].filter((channel) => channel.kind !== 'im');
  return named.find((channel) => channel.name === bare) ?? null;
}

/** Where a new message goes: an id, a channel's name, or a person's id for the direct conversation. */
export function destination(workspace: Workspace, given: string | null): Channel | null {
  if (given === null) return null;
  if (workspace.accounts.has(given)) return directChannel(workspace, given);
  return workspace.channels.get(given) ?? channelByName(workspace, given);
}

/** A conversation the app can see: its own, or a public one. */
export function visibleChannel(workspace: Workspace, id: string | null): Channel | Refusal {
  const channel = id === null ? undefined : workspace.channels.get(id);
  if (!channel) return refuse('channel_not_found');
  if (channel.kind === 'public' || isAppIn(workspace, channel)) return channel;
  return refuse('channel_not_found');
}

/** A conversation the app may write to. */
export function writableChannel(workspace: Workspace, id: string | null): Channel | Refusal {
  const channel = visibleChannel(workspace, id);
  if (isRefusal(channel)) return channel;
  if (channel.archived) return refuse('is_archived');
  if (isAppIn(workspace, channel)) return channel;
  const open = scopesOf(workspace.manifest).includes('chat:write.public');
  return open ? channel : refuse('not_in_channel');
}

export function isAppIn(workspace: Workspace, channel: Channel): boolean {
  return channel.members.has(workspace.app.botUser);
}

/** A message or an answer below one. */
export function findMessage(channel: Channel, ts: string | null): Message | null {
  for (const message of channel.messages) {
    if (message.ts === ts) return message;
    const reply = message.replies.find((one) => one.ts === ts);
    if (reply) return reply;
  }
  return null;
}
