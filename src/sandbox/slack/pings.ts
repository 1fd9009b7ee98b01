import { isObject } from '../http.ts';
import { isFromApp, type Message } from './message.ts';
import type { JsonObject, Workspace } from './workspace.ts';

/** Writes down whom a message of the app calls out to, wanted or not. */
export function recordPings(workspace: Workspace, message: Message): void {
  if (!isFromApp(workspace, message)) return;
  const who = new Set([...mentionsIn(message.text), ...message.blocks.flatMap(mentionsInBlock)]);
  for (const one of who) {
    workspace.pings.push({ channel: message.channel, ts: message.ts, who: one });
  }
}

function mentionsIn(markup: string): string[] {
  const found = markup.matchAll(/<(?:!(channel|here|everyone)|@([UW]\w+)|!subteam\^(\w+))[^>]*>/g);
  return [...found].map(([, group, user, team]) => (group ? `@${group}` : (user ?? team ?? '')));
}

/** Only marked-up text calls out; plain text shows the same characters harmlessly. */
function mentionsInBlock(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(mentionsInBlock);
  if (!isObject(node)) return [];
  const { type, text } = node;
  if ((type === 'mrkdwn' || type === 'markdown') && typeof text === 'string') {
    return mentionsIn(text);
  }
  if (type === 'broadcast') return [`@${String(node['range'])}`];
  if (type === 'user') return [String(node['user_id'])];
  if (type === 'usergroup') return [String(node['usergroup_id'])];
  return Object.values(node as JsonObject).flatMap(mentionsInBlock);
}
