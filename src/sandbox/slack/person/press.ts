import { isObject } from '../../http.ts';
import type { Interaction } from '../interaction.ts';
import type { Message } from '../message.ts';
import { isWritten, optionsOf, put, valueFor } from '../values.ts';
import type { View } from '../view.ts';
import type { JsonObject } from '../workspace.ts';
import { act, findElement, valuesOf } from './act.ts';
import type { Stage } from './stage.ts';
import { suggest } from './suggest.ts';

/** Presses a button by its action id or by its label; a confirmation is answered with yes. */
export async function press(
  stage: Stage,
  target: Message | View,
  name: string,
): Promise<Interaction> {
  const found = findElement(stage, target, `button "${name}"`, (element) => {
    const label = isObject(element['text']) ? element['text']['text'] : null;
    return element['type'] === 'button' && (element['action_id'] === name || label === name);
  });
  return act(stage, target, found, {});
}

/** Chooses by value or label in the first element that offers it, or in the one with that action id. */
export async function choose(
  stage: Stage,
  target: Message | View,
  choice: string | readonly string[],
  actionId?: string,
): Promise<Interaction> {
  const offers = (element: JsonObject) =>
    actionId === undefined
      ? !isWritten(element) && valueFor(element, choice) !== null
      : element['action_id'] === actionId;
  const found = findElement(stage, target, `choice "${String(choice)}"`, offers);
  const { block, element } = found;
  const isExternal = String(element['type']).endsWith('external_select');
  const words = typeof choice === 'string' ? choice : (choice[0] ?? '');
  const offered = isExternal
    ? await suggest(stage, target, String(element['action_id']), words)
    : optionsOf(element);
  const value = valueFor(element, choice, offered);
  if (!value) throw new Error(`"${String(choice)}" is not offered`);
  if (element['type'] !== 'overflow')
    put(valuesOf(target, stage.account.id), block, element, value);
  return act(stage, target, found, value);
}
