import { isObject } from '../../http.ts';
import { isRefusal } from '../answer.ts';
import { readContent } from '../content.ts';
import type { Outcome } from '../delivery.ts';
import { type Interaction, observe } from '../interaction.ts';
import { commandOf } from '../manifest.ts';
import type { Channel } from '../message.ts';
import { typedCommand } from '../mrkdwn.ts';
import { post } from '../post.ts';
import { openResponseAddress } from '../response-url.ts';
import { openTrigger } from '../triggers.ts';
import { report } from '../workspace.ts';
import type { Stage } from './stage.ts';

/** Types a slash command; Slack knows only those of the manifest. */
export async function slash(
  stage: Stage,
  command: string,
  text: string,
  channel: Channel,
): Promise<Interaction> {
  const { workspace, account, line } = stage;
  const seen = observe(workspace, account);
  if (!commandOf(workspace.manifest, command)) {
    report(workspace, 'undeclared_command', command);
    return seen('not_delivered');
  }
  const payload = payloadFor(stage, command, text, channel);
  const about = `${command} ${text}`.trim();
  const delivery = await line.deliver({
    kind: 'slash_commands',
    payload,
    about,
    acceptsPayload: true,
  });
  if (delivery.outcome !== 'acknowledged') return seen(delivery.outcome);
  return seen(showAcknowledgement(stage, channel, about, delivery.payload));
}

function payloadFor(stage: Stage, command: string, text: string, channel: Channel) {
  const { workspace, account } = stage;
  const { team, app } = workspace;
  const isNamed = commandOf(workspace.manifest, command)?.should_escape === true;
  return {
    token: 'sandbox-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.kind === 'private' ? 'privategroup' : channel.name,
    user_id: account.id,
    user_name: account.name,
    command,
    text: typedCommand(workspace, text, isNamed),
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: openResponseAddress(workspace, { user: account.id, channel, origin: null }),
    trigger_id: openTrigger(workspace, account.id, null),
  };
}

/** An empty acknowledgement shows nothing, one with words is the first message. */
function showAcknowledgement(
  { workspace, account }: Stage,
  channel: Channel,
  about: string,
  payload: unknown,
): Outcome {
  if (!isObject(payload) || Object.keys(payload).length === 0) return 'acknowledged';
  const content = readContent(workspace, payload, `acknowledgement of ${about}`);
  if (isRefusal(content)) {
    report(workspace, content.error, `acknowledgement of ${about}`);
    return 'dispatch_failed';
  }
  post(workspace, channel, {
    user: workspace.app.botUser,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    onlyFor: payload['response_type'] === 'in_channel' ? null : account.id,
  });
  return 'acknowledged';
}
