import { isObject } from '../../http.ts';
import { put, valueFor } from '../values.ts';
import type { View } from '../view.ts';
import type { JsonObject, Workspace } from '../workspace.ts';
import { fileAddress } from '../upload.ts';

/** A file on a person's computer. */
export type OwnFile = { name: string; bytes: Buffer };

/** What a person enters, by the label of the input, its block id or its action id. */
export type Given = Record<string, string | readonly string[] | OwnFile>;

/** Puts the values into the modal; what the client itself refuses, by block id. */
export function fillIn(workspace: Workspace, view: View, given: Given): Record<string, string> {
  const inputs = view.blocks.filter((block) => block['type'] === 'input');
  const names = new Set(inputs.flatMap(namesOf));
  const strange = Object.keys(given).find((name) => !names.has(name));
  if (strange !== undefined) throw new Error(`the modal has no input "${strange}"`);
  const errors: Record<string, string> = {};
  for (const block of inputs) {
    const element = block['element'] as JsonObject;
    const name = namesOf(block).find((one) => one in given);
    const value = name === undefined ? undefined : given[name];
    if (value !== undefined) {
      const state = stateOf(workspace, element, value);
      if (!state) throw new Error(`"${JSON.stringify(value)}" is not offered by "${name}"`);
      put(view.values, block, element, state);
    }
    const problem = problemWith(view, block, element);
    if (problem) errors[String(block['block_id'])] = problem;
  }
  return errors;
}

function stateOf(
  workspace: Workspace,
  element: JsonObject,
  value: Given[string],
): JsonObject | null {
  if (typeof value === 'object' && 'bytes' in value) {
    const file = storeFile(workspace, value);
    return element['type'] === 'file_input' ? { type: 'file_input', files: [file] } : null;
  }
  return valueFor(element, value === '' ? [] : value);
}

/** The client uploads a file before the modal is sent. */
function storeFile(workspace: Workspace, { name, bytes }: OwnFile): JsonObject {
  const id = workspace.nextId('F');
  const length = bytes.length;
  workspace.files.set(id, { id, name, title: name, length, bytes, isComplete: true });
  return { id, name, size: length, url_private: fileAddress(workspace, id) };
}

function namesOf(block: JsonObject): string[] {
  const { label, element } = block;
  const names = [
    isObject(label) ? label['text'] : null,
    block['block_id'],
    isObject(element) ? element['action_id'] : null,
  ];
  return names.filter((name) => typeof name === 'string');
}

function problemWith(view: View, block: JsonObject, element: JsonObject): string | null {
  const state = view.values[String(block['block_id'])]?.[String(element['action_id'])] ?? {};
  const { type: _type, ...rest } = state;
  const [value] = Object.values(rest);
  const isEmpty = value === null || value === undefined || (value as unknown[]).length === 0;
  if (isEmpty) return block['optional'] === true ? null : 'Please complete this required field.';
  if (typeof value !== 'string') return null;
  const { min_length: min = 0, max_length: max = 3000 } = element;
  if (value.length < Number(min)) return `Enter at least ${String(min)} characters.`;
  if (value.length > Number(max)) return `Enter at most ${String(max)} characters.`;
  if (element['type'] === 'number_input' && Number.isNaN(Number(value))) return 'Enter a number.';
  return null;
}
