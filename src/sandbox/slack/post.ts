import { findMessage } from './channels.ts';
import { withIds } from './interactive.ts';
import { type Channel, isFromApp, type Message } from './message.ts';
import { announceChange, announceMessage } from './message-events.ts';
import { recordPings } from './pings.ts';
import { type JsonObject, nextRevision, type Workspace } from './workspace.ts';

export type Draft = {
  user: string;
  text: string;
  blocks?: JsonObject[];
  metadata?: JsonObject | null;
  threadTs?: string | null;
  /** An answer in a thread that the channel shows as well. */
  broadcast?: boolean;
  files?: string[];
  onlyFor?: string | null;
};

/** Puts a message on the screen; an ephemeral one only on that of one person. */
export function post(workspace: Workspace, channel: Channel, draft: Draft): Message {
  const message: Message = {
    channel: channel.id,
    ts: workspace.nextTs(),
    shownAtMs: performance.now(),
    user: draft.user,
    text: draft.text,
    blocks: withIds(workspace, draft.blocks ?? []),
    metadata: draft.metadata ?? null,
    threadTs: draft.threadTs ?? null,
    replies: [],
    edits: [],
    files: draft.files ?? [],
    reactions: [],
    onlyFor: draft.onlyFor ?? null,
    deleted: false,
    selections: new Map(),
    revision: nextRevision(workspace),
  };
  if (message.onlyFor !== null) {
    workspace.accounts.get(message.onlyFor)?.private.push(message);
    return message;
  }
  const parent = message.threadTs === null ? null : rootOf(channel, message.threadTs);
  parent?.replies.push(message);
  if (!parent || draft.broadcast) channel.messages.push(message);
  recordPings(workspace, message);
  if (isFromApp(workspace, message)) void announceMessage(workspace, channel, message);
  return message;
}

/** An answer to an answer lands below the message the thread began with. */
function rootOf(channel: Channel, ts: string): Message | null {
  const message = findMessage(channel, ts);
  return message?.threadTs ? findMessage(channel, message.threadTs) : message;
}

/** Changes what a message shows; what is not given stays. */
export function edit(
  workspace: Workspace,
  message: Message,
  change: { text?: string; blocks?: JsonObject[]; metadata?: JsonObject },
): void {
  const { text, blocks } = message;
  message.edits.push({ text, blocks, at: workspace.now() });
  if (change.text !== undefined) message.text = change.text;
  if (change.blocks) message.blocks = withIds(workspace, change.blocks);
  if (change.metadata) message.metadata = change.metadata;
  message.revision = nextRevision(workspace);
  if (message.onlyFor === null) recordPings(workspace, message);
  announceChange(workspace, message, 'message_changed');
}

export function remove(workspace: Workspace, channel: Channel, message: Message): void {
  message.deleted = true;
  message.revision = nextRevision(workspace);
  const lists = [channel.messages, ...channel.messages.map((one) => one.replies)];
  const account = workspace.accounts.get(message.onlyFor ?? '');
  if (account) lists.push(account.private);
  for (const list of lists) {
    const index = list.indexOf(message);
    if (index >= 0) list.splice(index, 1);
  }
  channel.pins = channel.pins.filter((ts) => ts !== message.ts);
  announceChange(workspace, message, 'message_deleted');
}
