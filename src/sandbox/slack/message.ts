import type { Values } from './values.ts';
import type { JsonObject, Workspace } from './workspace.ts';

export type Channel = {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  archived: boolean;
  members: Set<string>;
  /** Top level, oldest first; answers hang below the message they answer. */
  messages: Message[];
  /** Timestamps of the pinned messages. */
  pins: string[];
};

export type Edit = { text: string; blocks: JsonObject[]; at: Date };

export type Message = {
  channel: string;
  ts: string;
  /** When it appeared, by the clock that only runs, in milliseconds. */
  shownAtMs: number;
  user: string;
  text: string;
  blocks: JsonObject[];
  metadata: JsonObject | null;
  threadTs: string | null;
  replies: Message[];
  /** What it showed before each edit, oldest first. */
  edits: Edit[];
  /** Ids of uploaded files. */
  files: string[];
  reactions: { name: string; user: string }[];
  /** The one person who sees it; null for everybody in the channel. */
  onlyFor: string | null;
  deleted: boolean;
  /** What each person has selected in it so far, by the person's id. */
  selections: Map<string, Values>;
  revision: number;
};

export function isFromApp(workspace: Workspace, message: Message): boolean {
  return message.user === workspace.app.botUser;
}

/** The message as Slack's answers and payloads carry it. */
export function messageJson(workspace: Workspace, message: Message): JsonObject {
  const { team, app } = workspace;
  const byApp = isFromApp(workspace, message);
  const lastEdit = message.edits.at(-1);
  const lastReply = message.replies.at(-1);
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    blocks: message.blocks,
    ...(byApp && { bot_id: app.botId, app_id: app.id }),
    ...(message.threadTs !== null && { thread_ts: message.threadTs }),
    ...(lastReply && {
      thread_ts: message.ts,
      reply_count: message.replies.length,
      latest_reply: lastReply.ts,
    }),
    ...(lastEdit && {
      edited: { user: message.user, ts: `${Math.floor(lastEdit.at.getTime() / 1000)}.000000` },
    }),
    ...(message.files.length > 0 && { files: message.files.map((id) => ({ id })) }),
    ...(message.reactions.length > 0 && { reactions: reactionsJson(message) }),
  };
}

function reactionsJson(message: Message): JsonObject[] {
  const names = new Set(message.reactions.map((reaction) => reaction.name));
  return [...names].map((name) => {
    const users = message.reactions.filter((one) => one.name === name).map((one) => one.user);
    return { name, users, count: users.length };
  });
}
