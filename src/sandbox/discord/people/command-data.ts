import { type Command, type CommandOption, optionTypes as types } from '../commands.ts';
import { textOf } from '../form.ts';
import type { Channel, User } from '../guild.ts';
import { guildPermissions, may } from '../permissions.ts';
import type { DiscordState } from '../state.ts';
import { type PersonFile, type Resolved, resolveFile, resolveId } from './resolve.ts';

type Json = Record<string, unknown>;

const idTypes: number[] = [types.user, types.channel, types.role, types.mentionable];

/** What a person fills in: text, numbers, switches, a file, or the id of a user, role or channel. */
export type OptionValue = string | number | boolean | PersonFile;
export type OptionValues = Record<string, OptionValue>;

/** The command a person finds under `/name sub`, and the words below the name. */
export function pickCommand(
  state: DiscordState,
  person: User,
  channel: Channel,
  words: string,
): { command: Command; path: string[] } {
  const [name = '', ...path] = words.replace(/^\//, '').split(' ');
  const isDm = channel.guildId === null;
  const offered = [...(isDm ? [] : state.commands.guild), ...state.commands.global];
  const command = offered.find((one) => one.name === name && one.type === 1);
  if (!command || !isOffered(state, person, command, isDm)) {
    throw new Error(`${person.name} finds no /${name} in ${channel.name}`);
  }
  return { command, path };
}

function isOffered(state: DiscordState, person: User, command: Command, isDm: boolean): boolean {
  if (command.contexts && !command.contexts.includes(isDm ? 1 : 0)) return false;
  const needed = command.default_member_permissions;
  if (isDm || needed === null) return true;
  const bits = guildPermissions(state.guild, person);
  if (needed === '0') return may(bits, 'ADMINISTRATOR');
  return (bits & BigInt(needed)) === BigInt(needed);
}

/** The `data` of a command with these values; throws where the Discord app would not let a person go on. */
export function commandData(
  state: DiscordState,
  { command, path }: { command: Command; path: string[] },
  values: OptionValues,
  typing: string | null = null,
): Json {
  const resolved: Resolved = {};
  const place = path.reduce<CommandOption[]>(
    (options, word) => options.find(({ name }) => name === word)?.options ?? noOption(word),
    command.options,
  );
  for (const name of Object.keys(values)) {
    if (!place.some((option) => option.name === name)) noOption(name);
  }
  const filled = place.flatMap((option) => {
    const value = values[option.name];
    if (value === undefined) return missing(option, typing !== null);
    const isTyped = option.name === typing;
    const sent = isTyped ? textOf(value) : check(state, option, value, resolved);
    return [
      { name: option.name, type: option.type, value: sent, ...(isTyped && { focused: true }) },
    ];
  });
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    options: nest(command.options, path, filled),
    resolved,
    ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
  };
}

/** Sub-commands wrap the options of what they contain. */
function nest(options: CommandOption[], path: string[], filled: Json[]): Json[] {
  const [word, ...rest] = path;
  if (word === undefined) return filled;
  const option = options.find(({ name }) => name === word) ?? noOption(word);
  return [
    { name: option.name, type: option.type, options: nest(option.options ?? [], rest, filled) },
  ];
}

function noOption(name: string): never {
  throw new Error(`The command has no option ${name}`);
}

function missing(option: CommandOption, isTyping: boolean): [] {
  if (option.type === types.subCommand || option.type === types.group) {
    throw new Error('A sub-command has to be chosen');
  }
  if (option.required && !isTyping) throw new Error(`The option ${option.name} is required`);
  return [];
}

function check(
  state: DiscordState,
  option: CommandOption,
  value: OptionValue,
  resolved: Resolved,
): string | number | boolean {
  const { name, type, choices = [] } = option;
  if (typeof value === 'object') {
    if (type !== types.attachment) throw new TypeError(`The option ${name} takes no file`);
    return resolveFile(state, resolved, value);
  }
  const wanted = type === types.boolean ? 'boolean' : 'string';
  const isNumeric = type === types.integer || type === types.number;
  if (typeof value !== (isNumeric ? 'number' : wanted)) {
    throw new TypeError(`The option ${name} takes no ${typeof value}`);
  }
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    throw new Error(`The option ${name} does not offer ${String(value)}`);
  }
  checkRange(option, value);
  if (idTypes.includes(type)) return resolveId(state, resolved, String(value));
  return value;
}

function checkRange(option: CommandOption, value: string | number | boolean): void {
  const { name, type } = option;
  const [size, least = -Infinity, most = Infinity] =
    type === types.text
      ? [String(value).length, option.min_length ?? 0, option.max_length ?? 6000]
      : [Number(value), option.min_value, option.max_value];
  const isMeasured = type === types.text || typeof value === 'number';
  if (isMeasured && (size < least || size > most)) {
    throw new Error(`The option ${name} takes ${least} to ${most}`);
  }
  if (type === types.integer && !Number.isInteger(value)) {
    throw new Error(`The option ${name} takes whole numbers`);
  }
}
