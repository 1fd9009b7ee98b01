import { directChannel, isAppIn } from '../channels.ts';
import { type Interaction, observe } from '../interaction.ts';
import { botEventsOf } from '../manifest.ts';
import type { Channel, Message } from '../message.ts';
import { announceMessage } from '../message-events.ts';
import { typed } from '../mrkdwn.ts';
import { post } from '../post.ts';
import { report, type Workspace } from '../workspace.ts';
import type { Stage } from './stage.ts';

/** Writes to the app in its direct conversation. */
export async function dm(stage: Stage, words: string, thread: Message | null) {
  const { workspace, account } = stage;
  const seen = observe(workspace, account);
  if (workspace.manifest.features?.app_home?.messages_tab_enabled !== true) {
    report(workspace, 'messages_tab_off', words);
    return seen('not_delivered');
  }
  needsEvent(workspace, 'message.im');
  const channel = directChannel(workspace, account.id);
  const message = say(stage, channel, typed(workspace, words), thread);
  return seen(await announceMessage(workspace, channel, message));
}

/** Names the app in a conversation; it hears of it only where it is a member. */
export async function mention(
  stage: Stage,
  words: string,
  channel: Channel,
  thread: Message | null,
): Promise<Interaction> {
  const { workspace, account } = stage;
  const seen = observe(workspace, account);
  const markup = `<@${workspace.app.botUser}> ${typed(workspace, words)}`;
  const message = say(stage, channel, markup, thread);
  if (!isAppIn(workspace, channel)) return seen('not_delivered');
  needsEvent(workspace, 'app_mention');
  void announceMessage(workspace, channel, message);
  const outcome = await workspace.emit({
    type: 'app_mention',
    user: account.id,
    text: markup,
    ts: message.ts,
    event_ts: message.ts,
    channel: channel.id,
    team: workspace.team.id,
    client_msg_id: `client-${message.ts}`,
    ...(message.threadTs !== null && { thread_ts: message.threadTs }),
  });
  return seen(outcome);
}

function say(
  { workspace, account }: Stage,
  channel: Channel,
  text: string,
  thread: Message | null,
) {
  return post(workspace, channel, { user: account.id, text, threadTs: thread?.ts ?? null });
}

export function needsEvent(workspace: Workspace, event: string): void {
  if (!botEventsOf(workspace.manifest).includes(event))
    report(workspace, 'undeclared_event', event);
}
