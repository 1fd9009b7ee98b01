import { isObject } from '../../http.ts';
import { type Interaction, observe } from '../interaction.ts';
import { interactiveElements } from '../interactive.ts';
import { type Message, messageJson } from '../message.ts';
import { openResponseAddress } from '../response-url.ts';
import { show } from '../show.ts';
import { openTrigger } from '../triggers.ts';
import { initialValues, type Values } from '../values.ts';
import { type View, viewJson } from '../view.ts';
import { type JsonObject, report } from '../workspace.ts';
import { frameJson, type Stage } from './stage.ts';

/** An element a person found on the screen, with its block. */
export type Found = { block: JsonObject; element: JsonObject };

/** The first element that passes; throws when this person does not see the message or the element. */
export function findElement(
  stage: Stage,
  target: Message | View,
  wanted: string,
  passes: (element: JsonObject) => boolean,
): Found {
  if (!isOnScreen(stage, target)) {
    throw new Error(`${stage.account.name} does not see this message or view (any more)`);
  }
  for (const block of target.blocks) {
    const element = interactiveElements(block).find(passes);
    if (element) return { block, element };
  }
  throw new Error(`there is no ${wanted} on:\n${show(stage.workspace, target)}`);
}

function isOnScreen({ workspace, account }: Stage, target: Message | View): boolean {
  if (!('ts' in target)) return target.open && target.user === account.id;
  if (target.deleted) return false;
  if (target.onlyFor !== null) return target.onlyFor === account.id;
  const channel = workspace.channels.get(target.channel);
  return channel?.kind === 'public' || channel?.members.has(account.id) === true;
}

/** Sends what a person did with an element to the app. */
export async function act(
  stage: Stage,
  target: Message | View,
  { block, element }: Found,
  selection: JsonObject,
): Promise<Interaction> {
  const { workspace, account, line } = stage;
  const seen = observe(workspace, account);
  const name = String(element['action_id']);
  if (workspace.manifest.settings?.interactivity?.is_enabled !== true) {
    report(workspace, 'interactivity_off', name);
    return seen('not_delivered');
  }
  const action = {
    ...withoutLists(element),
    ...selection,
    block_id: block['block_id'],
    action_ts: workspace.nextTs(),
  };
  const payload = { ...payloadFor(stage, target), actions: [action] };
  const delivery = await line.deliver({
    kind: 'interactive',
    payload,
    about: `press of ${name}`,
    acceptsPayload: false,
  });
  if (delivery.outcome !== 'acknowledged') return seen(delivery.outcome);
  if (isObject(delivery.payload) && Object.keys(delivery.payload).length > 0) {
    report(workspace, 'ack_ignored', `press of ${name}: Slack shows nothing of its content`);
  }
  return seen('acknowledged');
}

function withoutLists(element: JsonObject): JsonObject {
  const { options: _options, option_groups: _groups, confirm: _confirm, ...rest } = element;
  return rest;
}

/** The payload of anything a person does with an element, `block_actions` unless changed. */
export function payloadFor(stage: Stage, target: Message | View): JsonObject {
  const { workspace, account } = stage;
  const trigger = openTrigger(workspace, account.id, 'ts' in target ? null : target.id);
  const frame = { type: 'block_actions', ...frameJson(stage), trigger_id: trigger };
  if (!('ts' in target)) {
    const view = viewJson(workspace, target);
    const container = { type: 'view', view_id: target.id };
    return { ...frame, container, view };
  }
  const channel = workspace.channels.get(target.channel);
  if (!channel) throw new Error(`no channel ${target.channel}`);
  const isEphemeral = target.onlyFor !== null;
  const address = { user: account.id, channel, origin: target };
  return {
    ...frame,
    container: {
      type: 'message',
      message_ts: target.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(target.threadTs !== null && { thread_ts: target.threadTs }),
    },
    channel: { id: channel.id, name: channel.kind === 'private' ? 'privategroup' : channel.name },
    // Slack does not send the content of a message that only one person sees.
    ...(!isEphemeral && { message: messageJson(workspace, target) }),
    state: { values: valuesOf(target, account.id) },
    response_url: openResponseAddress(workspace, address),
  };
}

/** What this person has selected there so far; the rest as the app set it. */
export function valuesOf(target: Message | View, user: string): Values {
  if (!('ts' in target)) return target.values;
  const values = target.selections.get(user) ?? initialValues(target.blocks);
  target.selections.set(user, values);
  return values;
}
