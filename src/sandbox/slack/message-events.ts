import type { Outcome } from './delivery.ts';
import { type Channel, isFromApp, type Message, messageJson } from './message.ts';
import type { JsonObject, Workspace } from './workspace.ts';

const channelTypes = { public: 'channel', private: 'group', im: 'im' } as const;

/** Tells the app about a message, its own ones too, as Slack does. */
export function announceMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
): Promise<Outcome> {
  const fromPerson = { client_msg_id: `client-${message.ts}` };
  return workspace.emit({
    ...messageJson(workspace, message),
    ...placeOf(channel),
    event_ts: message.ts,
    ...(!isFromApp(workspace, message) && fromPerson),
  });
}

/** An edit or a removal is a message event again, told apart only by its subtype. */
export function announceChange(
  workspace: Workspace,
  message: Message,
  subtype: 'message_changed' | 'message_deleted',
): void {
  const channel = workspace.channels.get(message.channel);
  if (!channel || message.onlyFor !== null) return;
  const ts = workspace.nextTs();
  const content = messageJson(workspace, message);
  const named = subtype === 'message_changed' ? 'message' : 'previous_message';
  void workspace.emit({
    type: 'message',
    subtype,
    hidden: true,
    ...placeOf(channel),
    ts,
    event_ts: ts,
    [named]: content,
  });
}

function placeOf(channel: Channel): JsonObject {
  return { channel: channel.id, channel_type: channelTypes[channel.kind] };
}
