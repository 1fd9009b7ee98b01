import type { Commands } from '../../command/discover.ts';
import { type FieldShape, readValue, shapeOf } from '../../command/field.ts';

/** What a surface knows of a command's field; undefined when there is no such field. */
export function fieldOf(commands: Commands, command: string, name: string): FieldShape | undefined {
  const field = commands.get(command)?.input.shape[name];
  return field && shapeOf(field);
}

/** Texts from ids, menus and questions as the kinds of value the command wants; what cannot be read stays text, for the command to refuse. */
export function readTexts(
  commands: Commands,
  command: string,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const read = ([name, value]: [string, unknown]): [string, unknown] => {
    const field = fieldOf(commands, command, name);
    return [name, field && typeof value === 'string' ? (readValue(field, value) ?? value) : value];
  };
  return Object.fromEntries(Object.entries(input).map(read));
}
