import { isObject } from '../http.ts';
import { interactiveElements } from './interactive.ts';
import type { JsonObject } from './workspace.ts';

/** What a person has entered or selected: by block id, then by action id. */
export type Values = Record<string, Record<string, JsonObject>>;

const text = { field: 'value', initial: 'initial_value' };
const option = { field: 'selected_option', initial: 'initial_option' };
const options = { field: 'selected_options', initial: 'initial_options' };

const fields: Record<string, { field: string; initial: string }> = {
  file_input: { field: 'files', initial: 'initial_files' },
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  static_select: option,
  external_select: option,
  radio_buttons: option,
  multi_static_select: options,
  multi_external_select: options,
  checkboxes: options,
  users_select: { field: 'selected_user', initial: 'initial_user' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users' },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels' },
  multi_conversations_select: { field: 'selected_conversations', initial: 'initial_conversations' },
  datepicker: { field: 'selected_date', initial: 'initial_date' },
  timepicker: { field: 'selected_time', initial: 'initial_time' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time' },
};

/** The state of every element that has one, as it stands before a person touches it. */
export function initialValues(blocks: JsonObject[]): Values {
  const values: Values = {};
  for (const block of blocks) {
    for (const element of interactiveElements(block)) {
      const known = fields[String(element['type'])];
      if (!known) continue;
      const none = known.field.endsWith('s') ? [] : null;
      const value = element[known.initial] ?? none;
      put(values, block, element, { type: element['type'], [known.field]: value });
    }
  }
  return values;
}

export function put(
  values: Values,
  block: JsonObject,
  element: JsonObject,
  value: JsonObject,
): void {
  const of = (values[String(block['block_id'])] ??= {});
  of[String(element['action_id'])] = value;
}

/** The state after a person gave this; null when the element does not offer it. */
export function valueFor(
  element: JsonObject,
  given: string | readonly string[],
  offered: JsonObject[] = optionsOf(element),
): JsonObject | null {
  const type = String(element['type']);
  const field = type === 'overflow' ? 'selected_option' : fields[type]?.field;
  if (field === undefined) return null;
  const all = typeof given === 'string' ? [given] : given;
  if (field === 'selected_option' || field === 'selected_options') {
    const chosen = all.map((one) => offered.find((offer) => isCalled(offer, one)));
    if (chosen.some((one) => one === undefined)) return null;
    return { type, [field]: field === 'selected_option' ? (chosen[0] ?? null) : chosen };
  }
  if (field === 'selected_date_time') return { type, [field]: Number(all[0]) };
  return { type, [field]: field.endsWith('s') ? all : (all[0] ?? null) };
}

export function optionsOf(element: JsonObject): JsonObject[] {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  const own = Array.isArray(element['options']) ? element['options'] : [];
  const grouped = groups.flatMap((group: unknown) => (isObject(group) ? optionsOf(group) : []));
  return [...own, ...grouped].filter(isObject);
}

/** A person types into it instead of choosing. */
export function isWritten(element: JsonObject): boolean {
  return fields[String(element['type'])] === text;
}

/** Chosen by its value or by the words on the screen. */
function isCalled(offer: JsonObject, name: string): boolean {
  const label = isObject(offer['text']) ? offer['text']['text'] : null;
  return offer['value'] === name || label === name;
}
