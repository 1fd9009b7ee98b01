import { attachmentJson } from '../attachments.ts';
import { type Component, componentTypes as types, selectTypes } from '../component.ts';
import { storeUpload } from '../draft.ts';
import type { Modal } from '../interaction.ts';
import type { DiscordState } from '../state.ts';
import type { PersonFile } from './command-data.ts';
import { valuesOf } from './find-component.ts';

type Json = Record<string, unknown>;

/** What a person fills in, by the label or the custom id of each field. */
export type FormValues = Record<string, string | string[] | boolean | PersonFile>;

type FormField = { label: string; description: string | null; input: Component };

function fieldsOf({ components }: Modal): FormField[] {
  return components.flatMap((part) => {
    const { label = '', description = null, component, components: inside = [] } = part;
    if (part.type === types.label && component) return [{ label, description, input: component }];
    return inside.map((input) => ({ label: input.label ?? '', description: null, input }));
  });
}

export function showModal(modal: Modal): string {
  const texts = modal.components.filter(({ type }) => type === types.textDisplay);
  const fields = fieldsOf(modal).flatMap(({ label, description, input }) => [
    `${label}${isRequired(input) ? ' *' : ''}: ${input.value ?? ''}`,
    ...(description === null ? [] : [`  ${description}`]),
    ...(input.options ?? []).map((option) => `  ○ ${option.label}`),
  ]);
  return [`# ${modal.title}`, ...texts.map(({ content }) => content), ...fields, '[ Submit ]'].join(
    '\n',
  );
}

/** The `data` of a filled form; throws where the Discord app would not let a person submit. */
export function formData(state: DiscordState, modal: Modal, values: FormValues): Json {
  const fields = fieldsOf(modal);
  for (const name of Object.keys(values)) {
    if (!fields.some((field) => isNamed(field, name))) throw new Error(`The form has no ${name}`);
  }
  const resolved: Json = {};
  const fill = (label: string, input: Component) => {
    const name = Object.keys(values).find((one) => isNamed({ label, input }, one));
    const value = name === undefined ? undefined : values[name];
    return {
      type: input.type,
      id: input.id ?? 0,
      custom_id: input.custom_id,
      ...valueOf(state, label, input, value, resolved),
    };
  };
  const components = modal.components.map((part, index) => {
    const frame = { type: part.type, id: part.id ?? index + 1 };
    if (part.type === types.textDisplay) return frame;
    if (part.component) return { ...frame, component: fill(part.label ?? '', part.component) };
    return {
      ...frame,
      components: (part.components ?? []).map((input) => fill(input.label ?? '', input)),
    };
  });
  return { custom_id: modal.customId, components, resolved };
}

function isNamed({ label, input }: Pick<FormField, 'label' | 'input'>, name: string): boolean {
  return label === name || input.custom_id === name;
}

function isRequired({ required = true, type }: Component): boolean {
  return required && type !== types.checkbox;
}

function valueOf(
  state: DiscordState,
  label: string,
  input: Component,
  value: FormValues[string] | undefined,
  resolved: Json,
): Json {
  if (value === undefined && isRequired(input) && input.value === undefined) {
    throw new Error(`The field ${label} is required`);
  }
  if (input.type === types.textInput) return { value: textOf(label, input, value) };
  if (input.type === types.checkbox) return { value: value === true };
  if (input.type === types.radioGroup)
    return { value: value === undefined ? null : choose(input, value)[0] };
  if (input.type === types.fileUpload)
    return { values: value === undefined ? [] : [upload(state, value, resolved)] };
  const isChosen = value !== undefined || selectTypes.includes(input.type);
  return { values: value === undefined || !isChosen ? [] : choose(input, value) };
}

function choose(input: Component, value: FormValues[string]): string[] {
  const chosen = [value].flat().map(String);
  const hasOptions = input.options !== undefined;
  return hasOptions ? valuesOf({ ...input, type: types.stringSelect }, chosen) : chosen;
}

function textOf(label: string, input: Component, value: FormValues[string] | undefined): string {
  const text = typeof value === 'string' ? value : (input.value ?? '');
  const { min_length: shortest = 0, max_length: longest = 4000 } = input;
  const isOptional = text === '' && !isRequired(input);
  if (!isOptional && (text.length < shortest || text.length > longest)) {
    throw new Error(`The field ${label} takes ${shortest} to ${longest} characters`);
  }
  return text;
}

function upload(state: DiscordState, value: FormValues[string], resolved: Json): string {
  if (typeof value !== 'object' || Array.isArray(value)) throw new TypeError('Not a file');
  const { name, type = 'application/octet-stream', bytes } = value;
  const stored = storeUpload(state, { name, type, bytes });
  resolved['attachments'] = { [stored.id]: attachmentJson(stored) };
  return stored.id;
}
