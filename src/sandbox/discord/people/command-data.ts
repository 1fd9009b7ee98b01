import { attachmentJson } from '../attachments.ts';
import { type Command, type CommandOption, optionTypes as types } from '../commands.ts';
import { storeUpload } from '../draft.ts';
import { textOf } from '../form.ts';
import { guildPermissions } from '../permissions.ts';
import { userJson } from '../guild-json.ts';
import type { Channel, User } from '../guild.ts';
import type { DiscordState } from '../state.ts';

type Json = Record<string, unknown>;

export type PersonFile = { name: string; type?: string; bytes: Buffer };

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
  // "0" stands for administrators only, who have every bit.
  return needed === '0' ? bits === (1n << 53n) - 1n : (bits & BigInt(needed)) === BigInt(needed);
}

/** The `data` of a command with these values; throws where the Discord app would not let a person go on. */
export function commandData(
  state: DiscordState,
  { command, path }: { command: Command; path: string[] },
  values: OptionValues,
  typing: string | null = null,
): Json {
  const resolved: Json = {};
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
  resolved: Json,
): string | number | boolean {
  if (typeof value === 'object') return attach(state, option, value, resolved);
  const { name, type, choices = [] } = option;
  const wanted = type === types.boolean ? 'boolean' : 'string';
  const isNumeric = type === types.integer || type === types.number;
  if (typeof value !== (isNumeric ? 'number' : wanted)) {
    throw new TypeError(`The option ${name} takes no ${typeof value}`);
  }
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    throw new Error(`The option ${name} does not offer ${String(value)}`);
  }
  checkRange(option, value);
  if (type === types.user) {
    const user = state.users.find(({ id }) => id === value);
    resolved['users'] = user ? { [user.id]: userJson(user) } : {};
  }
  return value;
}

function checkRange(option: CommandOption, value: string | number | boolean): void {
  const { name, type, min_value: low = -Infinity, max_value: high = Infinity } = option;
  const size = typeof value === 'string' ? value.length : Number(value);
  const isText = type === types.text;
  const least = isText ? (option.min_length ?? 0) : low;
  const most = isText ? (option.max_length ?? 6000) : high;
  if (typeof value !== 'boolean' && (isText || typeof value === 'number')) {
    if (size < least || size > most)
      throw new Error(`The option ${name} takes ${least} to ${most}`);
  }
  if (type === types.integer && !Number.isInteger(value)) {
    throw new Error(`The option ${name} takes whole numbers`);
  }
}

function attach(
  state: DiscordState,
  option: CommandOption,
  { name, type = 'application/octet-stream', bytes }: PersonFile,
  resolved: Json,
): string {
  if (option.type !== types.attachment) throw new Error(`The option ${option.name} takes no file`);
  const stored = storeUpload(state, { name, type, bytes });
  resolved['attachments'] = { [stored.id]: attachmentJson(stored) };
  return stored.id;
}
