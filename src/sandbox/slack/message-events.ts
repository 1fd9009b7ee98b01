import type { Channel, Message } from './message.ts';
import { isFromApp } from './message.ts';
import type { Workspace } from './workspace.ts';

const channelTypes = { public: 'channel', private: 'group', im: 'im' } as const;

/** Tells the app about a message, its own ones too, as Slack does. */
export function announceMessage(workspace: Workspace, channel: Channel, message: Message): void {
  const byApp = isFromApp(workspace, message);
  workspace.emit({
    type: 'message',
    channel_type: channelTypes[channel.kind],
    channel: channel.id,
    user: message.user,
    text: message.text,
    ts: message.ts,
    event_ts: message.ts,
    team: workspace.team.id,
    ...(message.threadTs !== null && { thread_ts: message.threadTs }),
    ...(byApp
      ? { bot_id: workspace.app.botId, app_id: workspace.app.id }
      : { client_msg_id: `client-${message.ts}` }),
  });
}
