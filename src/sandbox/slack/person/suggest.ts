import { isObject } from '../../http.ts';
import type { Message } from '../message.ts';
import { optionsOf } from '../values.ts';
import type { View } from '../view.ts';
import { type JsonObject, report } from '../workspace.ts';
import { findElement, payloadFor } from './act.ts';
import type { Stage } from './stage.ts';

const maxOptions = 100;

/** The options the app offers for what a person typed into a select without fixed options. */
export async function suggest(
  stage: Stage,
  target: Message | View,
  actionId: string,
  typed: string,
): Promise<JsonObject[]> {
  const { workspace, line } = stage;
  const { block } = findElement(
    stage,
    target,
    `select "${actionId}"`,
    (element) => element['action_id'] === actionId,
  );
  const { trigger_id: _trigger, response_url: _address, ...frame } = payloadFor(stage, target);
  const about = `options of ${actionId}`;
  const delivery = await line.deliver({
    kind: 'interactive',
    about,
    acceptsPayload: true,
    payload: {
      ...frame,
      type: 'block_suggestion',
      action_id: actionId,
      block_id: block['block_id'],
      value: typed,
    },
  });
  const payload = delivery.outcome === 'acknowledged' ? delivery.payload : null;
  const options = isObject(payload) ? optionsOf(payload) : [];
  if (options.length > maxOptions) {
    report(workspace, 'invalid_options', `${about}: more than ${maxOptions}`);
    return [];
  }
  return options;
}
