import { isRefusal, type Refusal, refuse, succeed } from '../answer.ts';
import { flagOf, textOf } from '../arguments.ts';
import { destination, findMessage, visibleChannel, writableChannel } from '../channels.ts';
import { readContent, readMetadata } from '../content.ts';
import { type Channel, isFromApp, type Message, messageJson } from '../message.ts';
import type { Call, Method } from '../method.ts';
import { edit, post, remove } from '../post.ts';

const scopes = ['chat:write'];

export const chatMethods: Method[] = [
  { name: 'chat.postMessage', tier: 'post', scopes, answer: postMessage },
  { name: 'chat.update', tier: 3, scopes, answer: update },
  { name: 'chat.delete', tier: 3, scopes, answer: deleteMessage },
  { name: 'chat.postEphemeral', tier: 4, scopes, answer: postEphemeral },
  { name: 'chat.getPermalink', tier: 'special', scopes: [], answer: getPermalink },
];

function postMessage({ workspace, args }: Call) {
  const channel = writableChannel(
    workspace,
    destination(workspace, textOf(args, 'channel'))?.id ?? null,
  );
  if (isRefusal(channel)) return channel;
  const content = readContent(workspace, args, 'chat.postMessage');
  if (isRefusal(content)) return content;
  const metadata = readMetadata(args);
  if (metadata && isRefusal(metadata)) return metadata;
  const threadTs = textOf(args, 'thread_ts');
  if (threadTs !== null && !findMessage(channel, threadTs)) return refuse('thread_not_found');
  const message = post(workspace, channel, {
    user: workspace.app.botUser,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    metadata: metadata ?? null,
    threadTs,
    broadcast: flagOf(args, 'reply_broadcast'),
  });
  const { ts } = message;
  const warnings = content.text ? {} : missingText;
  return succeed({
    channel: channel.id,
    ts,
    message: messageJson(workspace, message),
    ...warnings,
  });
}

const missingText = {
  warning: 'missing_text_in_message',
  response_metadata: { warnings: ['missing_text_in_message'] },
};

function update({ workspace, args }: Call) {
  const found = ownMessage({ workspace, args }, 'cant_update_message');
  if (isRefusal(found)) return found;
  const { channel, message } = found;
  const content = readContent(workspace, args, 'chat.update');
  if (isRefusal(content)) return content;
  if ((content.text ?? '').length > 4000) return refuse('msg_too_long');
  const metadata = readMetadata(args);
  if (metadata && isRefusal(metadata)) return metadata;
  edit(workspace, message, {
    ...(content.text !== null && { text: content.text }),
    ...(content.blocks !== null && { blocks: content.blocks }),
    ...(metadata && { metadata }),
  });
  const { ts, text } = message;
  return succeed({ channel: channel.id, ts, text, message: messageJson(workspace, message) });
}

function deleteMessage({ workspace, args }: Call) {
  const found = ownMessage({ workspace, args }, 'cant_delete_message');
  if (isRefusal(found)) return found;
  remove(workspace, found.channel, found.message);
  return succeed({ channel: found.channel.id, ts: found.message.ts });
}

/** Ephemeral messages are not found: only their response address reaches them. */
function ownMessage(
  { workspace, args }: Call,
  otherwise: string,
): { channel: Channel; message: Message } | Refusal {
  const channel = visibleChannel(workspace, textOf(args, 'channel'));
  if (isRefusal(channel)) return channel;
  const message = findMessage(channel, textOf(args, 'ts'));
  if (!message) return refuse('message_not_found');
  return isFromApp(workspace, message) ? { channel, message } : refuse(otherwise);
}

function postEphemeral({ workspace, args }: Call) {
  const channel = writableChannel(
    workspace,
    destination(workspace, textOf(args, 'channel'))?.id ?? null,
  );
  if (isRefusal(channel)) return channel;
  const user = textOf(args, 'user') ?? '';
  if (!channel.members.has(user)) return refuse('user_not_in_channel');
  const content = readContent(workspace, args, 'chat.postEphemeral');
  if (isRefusal(content)) return content;
  const { ts } = post(workspace, channel, {
    user: workspace.app.botUser,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    threadTs: textOf(args, 'thread_ts'),
    onlyFor: user,
  });
  return succeed({ message_ts: ts });
}

function getPermalink({ workspace, args }: Call) {
  const channel = visibleChannel(workspace, textOf(args, 'channel'));
  if (isRefusal(channel)) return channel;
  const message = findMessage(channel, textOf(args, 'message_ts'));
  if (!message) return refuse('message_not_found');
  const { domain } = workspace.team;
  const place = `archives/${channel.id}/p${message.ts.replace('.', '')}`;
  return succeed({ channel: channel.id, permalink: `https://${domain}.slack.com/${place}` });
}
