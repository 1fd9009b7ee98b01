import type { Command, InputField } from '../../command/definition.ts';
import type { Commands } from '../../command/discover.ts';
import { shapeOf } from '../../command/field.ts';
import { limits } from './limits.ts';
import { cutLine } from './text.ts';

export type CommandOption = {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  choices?: { name: string; value: string | number }[];
  autocomplete?: boolean;
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
};

/** A slash command as Discord registers it. */
export type ApplicationCommand = {
  name: string;
  description: string;
  options?: CommandOption[];
  contexts?: number[] | null;
};

// Discord's numbers as such: its package is loaded by the connection alone.
export const optionTypes = {
  text: 3,
  choice: 3,
  integer: 4,
  boolean: 5,
  number: 10,
  file: 11,
} as const;
/** The option that takes a file; no field has its name. */
export const fileOption = 'attachment';
const inServersAndDms = [0, 1];

/** Options whose values the bot suggests while a person types. */
const suggestedFields: readonly string[] = ['series', 'author', 'title', 'text', 'job'];

/** All commands for one server, or for every place the bot is in. */
export function applicationCommands(
  commands: Commands,
  scope: 'guild' | 'global',
): ApplicationCommand[] {
  const contexts = scope === 'global' ? { contexts: inServersAndDms } : {};
  return [...commands.values()].map((command) => ({
    name: command.name,
    description: cutLine(command.description, limits.description),
    options: optionsOf(command),
    ...contexts,
  }));
}

/** Names of the commands that are new, changed or no longer wanted; empty when nothing has to be sent. */
export function difference(
  present: readonly ApplicationCommand[],
  wanted: readonly ApplicationCommand[],
): string[] {
  const before = new Map(present.map((command) => [command.name, essence(command)]));
  const after = new Map(wanted.map((command) => [command.name, essence(command)]));
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.filter((name) => before.get(name) !== after.get(name)).sort();
}

/** The name of an option: Discord allows lower case only, so `freeOnly` is `free-only` there. */
export function optionName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Required options have to come first. */
function optionsOf({ input, attached }: Command): CommandOption[] {
  const options = Object.entries(input.shape).map(([name, field]) => optionOf(name, field));
  if (attached) {
    const description = `a file instead of the option ${optionName(attached)}`;
    options.push({ type: optionTypes.file, name: fileOption, description, required: false });
  }
  return options.sort((a, b) => Number(b.required) - Number(a.required));
}

function optionOf(name: string, field: InputField): CommandOption {
  const { kind, isRequired, choices } = shapeOf(field);
  const schema = field.toJSONSchema();
  const isListed = choices.length > 0 && choices.length <= limits.choices;
  const isGuessable = kind === 'choice' ? !isListed : suggestedFields.includes(name);
  return {
    type: optionTypes[schema.type === 'integer' ? 'integer' : kind],
    name: optionName(name),
    description: cutLine(schema.description ?? '', limits.description) || name,
    required: isRequired,
    ...(isListed ? { choices: choices.map((one) => ({ name: one, value: one })) } : {}),
    ...(isGuessable ? { autocomplete: true } : {}),
    ...(kind === 'text' ? lengthsOf(schema) : {}),
    ...(kind === 'number' ? boundsOf(schema) : {}),
  };
}

type Schema = ReturnType<InputField['toJSONSchema']>;

function lengthsOf({ minLength, maxLength }: Schema): Partial<CommandOption> {
  const most = limits.textOptionLength;
  return {
    ...(minLength ? { min_length: Math.min(minLength, most) } : {}),
    ...(maxLength ? { max_length: Math.min(maxLength, most) } : {}),
  };
}

/** Limits beyond the safe integers are none; Discord knows only inclusive ones. */
function boundsOf(schema: Schema): Partial<CommandOption> {
  const step = schema.type === 'integer' ? 1 : 0;
  const { exclusiveMinimum: over, exclusiveMaximum: under } = schema;
  const low = schema.minimum ?? (typeof over === 'number' ? over + step : undefined);
  const high = schema.maximum ?? (typeof under === 'number' ? under - step : undefined);
  return {
    ...(isBound(low) ? { min_value: low } : {}),
    ...(isBound(high) ? { max_value: high } : {}),
  };
}

function isBound(value: number | undefined): value is number {
  return value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
}

/** What makes a command what it is; Discord leaves out what has its default and adds ids. */
function essence({ name, description, options = [], contexts }: ApplicationCommand): string {
  const places = contexts?.toSorted() ?? null;
  return JSON.stringify([name, description, places, options.map(optionEssence)]);
}

function optionEssence(option: CommandOption) {
  const { type, name, description, required = false, autocomplete = false, choices = [] } = option;
  const { min_value, max_value, min_length, max_length } = option;
  return [
    [type, name, description, required, autocomplete],
    [min_value, max_value, min_length, max_length],
    choices.map((choice) => [choice.name, choice.value]),
  ];
}
