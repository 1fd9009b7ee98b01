import { type Component, selectTypes, componentTypes as types } from '../component.ts';
import { textOf } from '../form.ts';
import type { DiscordState } from '../state.ts';
import { valuesOf } from './find-component.ts';
import { type PersonFile, type Resolved, resolveFile, resolveId } from './resolve.ts';

/** What a person fills into one field. */
export type FormValue = string | string[] | boolean | PersonFile;

export type FormField = { label: string; description: string | null; input: Component };

/** The field's part of the submitted form; throws where the app would not let it pass. */
export function fillField(
  state: DiscordState,
  resolved: Resolved,
  { label, input }: FormField,
  value: FormValue | undefined,
): Record<string, unknown> {
  if (value === undefined && isRequired(input) && !input.value) {
    throw new Error(`The field ${label} is required`);
  }
  switch (input.type) {
    case types.textInput:
      return { value: textIn(label, input, value) };
    case types.checkbox:
      return { value: value === true };
    case types.radioGroup:
      return { value: value === undefined ? null : choose(state, resolved, input, value)[0] };
    case types.fileUpload:
      return { values: isFile(value) ? [resolveFile(state, resolved, value)] : [] };
    default:
      return { values: value === undefined ? [] : choose(state, resolved, input, value) };
  }
}

export function isRequired({ required = true, type }: Component): boolean {
  return required && type !== types.checkbox;
}

function choose(
  state: DiscordState,
  resolved: Resolved,
  input: Component,
  value: FormValue,
): string[] {
  const values = valuesOf(input, [value].flat().map(textOf));
  const namesIds = selectTypes.includes(input.type) && input.type !== types.stringSelect;
  return namesIds ? values.map((id) => resolveId(state, resolved, id)) : values;
}

function textIn(label: string, input: Component, value: FormValue | undefined): string {
  const text = typeof value === 'string' ? value : (input.value ?? '');
  const { min_length: shortest = 0, max_length: longest = 4000 } = input;
  if (text === '' && !isRequired(input)) return text;
  if (text.length < Math.max(shortest, 1) || text.length > longest) {
    throw new Error(`The field ${label} takes ${Math.max(shortest, 1)} to ${longest} characters`);
  }
  return text;
}

function isFile(value: FormValue | undefined): value is PersonFile {
  return typeof value === 'object' && !Array.isArray(value);
}
