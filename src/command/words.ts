import type { Commands } from './discover.ts';
import { type FieldShape, readValue, shapeOf } from './field.ts';
import { type Fields, type Given, placeWords, type Word } from './place-words.ts';

/** A command call as typed; values that could not be read stay text, for `execute` to refuse. */
export type TypedCall = { command: string; input: Record<string, unknown> };

// A quote opens only where a word or value begins and closes only before a space: "Gulliver's" is one word.
const argument = /(?:[^\s"'“:=]+[:=])?(?:"[^"]*"|'[^']*'|“[^“”]*”)(?=\s|$)|\S+/g;

/**
 * Reads a typed line: `reject 12 wrong book`, `gaps series:"Land of Oz" limit=5`, `/run vip --confirm`.
 * Options that nobody knows are passed on by name, so that `execute` answers with the usage.
 */
export function parseWords(line: string, commands: Commands): TypedCall {
  return parseArguments(line.match(argument) ?? [], commands);
}

/** The same for words that a shell has already separated. */
export function parseArguments(args: readonly string[], commands: Commands): TypedCall {
  const [first = '', ...rest] = args;
  const command = first.replace(/^\//, '').toLowerCase();
  const shape = Object.entries(commands.get(command)?.input.shape ?? {});
  const fields: Fields = shape.map(([name, field]) => [name, shapeOf(field)]);
  const { given, words } = separate(rest, fields);
  const names = new Set(given.map(([name]) => name));
  const free = fields.filter(([name]) => !names.has(name));
  return { command, input: Object.fromEntries([...given, ...placeWords(words, free)]) };
}

/** Options with a name on one side, the other words on the other. */
function separate(args: readonly string[], fields: Fields): { given: Given[]; words: Word[] } {
  const given: Given[] = [];
  const words: Word[] = [];
  const left = [...args].reverse();
  for (let text = left.pop(); text !== undefined; text = left.pop()) {
    const option = readOption(text, fields);
    if (!option) words.push(readWord(text));
    else if (option.value) given.push([option.name, readOptionValue(option.field, option.value)]);
    else if (isFlag(option)) given.push([option.name, true]);
    else given.push([option.name, readOptionValue(option.field, left.pop() ?? '')]);
  }
  return { given, words };
}

type Option = { name: string; field: FieldShape | undefined; value: string | undefined };

/** `--confirm` alone; `confirm:` takes the next word as every other option does. */
function isFlag({ field, value }: Option): boolean {
  return value === undefined && (!field || field.kind === 'boolean');
}

function readOption(text: string, fields: Fields): Option | null {
  const dashed = /^--([a-z][\w-]*)(?:[:=](.*))?$/is.exec(text);
  const [, name, value] = dashed ?? /^([a-z][\w-]*)[:=](.*)$/is.exec(text) ?? [];
  if (name === undefined) return null;
  const known = fields.find(([field]) => fold(field) === fold(name));
  if (known) return { name: known[0], field: known[1], value };
  // "https://…", "Dune: Messiah" and "Oz:" are text; "serie:Oz" is a misspelt option.
  const isText = !dashed && (!value || /^[/\\]/.test(value) || name !== name.toLowerCase());
  return isText ? null : { name, field: undefined, value };
}

function readOptionValue(field: FieldShape | undefined, value: string): unknown {
  const { text } = readWord(value);
  return (field && readValue(field, text)) ?? text;
}

function readWord(text: string): Word {
  const quoted = /^(?:"([^"]*)"|'([^']*)'|“([^“”]*)”)$/.exec(text);
  if (quoted) return { text: quoted[1] ?? quoted[2] ?? quoted[3] ?? '', isQuoted: true };
  return { text, isQuoted: /\s/.test(text) };
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
