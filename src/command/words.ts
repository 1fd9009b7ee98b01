import type { Commands } from './discover.ts';
import { type FieldShape, readValue, shapeOf } from './field.ts';
import { type Named, placeWords, type Word } from './positional.ts';

/** A command call as typed; values that could not be read stay text, for `execute` to refuse. */
export type TypedCall = { command: string; input: Record<string, unknown> };

/**
 * Reads one typed line: `reject 12 wrong book`, `gaps series:"Land of Oz" limit=5`, `/run vip --confirm`.
 * Options nobody knows are passed on under their name, so that `execute` can answer with the usage.
 */
export function parseWords(line: string, commands: Commands): TypedCall {
  return parseArguments(line.match(token) ?? [], commands);
}

/** The same for words that a shell has already separated. */
export function parseArguments(args: readonly string[], commands: Commands): TypedCall {
  const [first = '', ...rest] = args;
  const command = first.replace(/^\//, '').toLowerCase();
  const shape = Object.entries(commands.get(command)?.input.shape ?? {});
  const fields: Named<FieldShape>[] = shape.map(([name, field]) => [name, shapeOf(field)]);
  const { words, given } = sortOut(rest, fields);
  const named = new Set(given.map(([name]) => name));
  const placed = placeWords(
    words,
    fields.filter(([name]) => !named.has(name)),
  );
  return { command, input: Object.fromEntries([...given, ...placed]) };
}

// A quote opens only at the start of a word or value and closes only before a space: "Gulliver's" is one word.
const token = /(?:[^\s"'“:=]+[:=])?(?:"[^"]*"|'[^']*'|“[^“”]*”)(?=\s|$)|\S+/g;

function sortOut(args: readonly string[], fields: readonly Named<FieldShape>[]) {
  const words: Word[] = [];
  const given: Named<unknown>[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const option = readOption(args[index] ?? '', fields);
    if (!option) {
      words.push(unquote(args[index] ?? ''));
      continue;
    }
    const { name, field } = option;
    let { value } = option;
    if (!value && field && field.kind !== 'boolean') {
      index += 1;
      value = args[index] ?? '';
    }
    given.push([name, value ? readGiven(field, unquote(value).text) : !field || true]);
  }
  return { words, given };
}
