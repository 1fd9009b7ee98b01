import type { Commands } from '../../command/discover.ts';
import { type FieldShape, readValue, shapeOf } from '../../command/field.ts';
import { optionName } from './register.ts';

/** What a surface knows of a command's field; undefined when there is no such field. */
export function fieldOf(commands: Commands, command: string, name: string): FieldShape | undefined {
  const field = commands.get(command)?.input.shape[name];
  return field && shapeOf(field);
}

/** Texts from ids, menus and windows as the kinds of value the command wants; what cannot be read stays text, for the command to refuse. */
export function readTexts(
  commands: Commands,
  command: string,
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const read = ([name, text]: [string, string]): [string, unknown] => {
    const field = fieldOf(commands, command, name);
    return [name, field ? (readValue(field, text) ?? text) : text];
  };
  return Object.fromEntries(Object.entries(texts).map(read));
}

/** The field an option stands for; unknown options keep their name, for the command to refuse. */
export function fieldNamed(commands: Commands, command: string, option: string): string {
  const fields = Object.keys(commands.get(command)?.input.shape ?? {});
  return fields.find((field) => optionName(field) === option) ?? option;
}
