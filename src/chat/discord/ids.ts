import type { CallInput } from '../../command/reply.ts';
import { UserError } from '../../errors.ts';
import { limits } from './limits.ts';

/** What a press asks for: a command call, after the questions it asks. It survives restarts inside the custom id. */
export type Press = { command: string; input: Readonly<Record<string, string>>; asks: Asked[] };
/** A field the person fills in; the label is null when the id had no room for it. */
export type Asked = { field: string; label: string | null };
export type Pressable = { runs: string; input: CallInput; asks?: readonly Asked[] };

const pattern = /^v1(?:\.[1-9]\d{0,2})?:([a-z][a-z0-9-]*):([^:]*)(?::([^:]+))?$/;
const commandName = /^[a-z][a-z0-9-]*$/;
const fieldName = /^[A-Za-z]\w*$/;
// Trailing and repeated spaces could be trimmed on the way, and the other characters divide the id.
const divider = /[%:=&+\p{Cc}]|\s/gu;

/**
 * `v1:approve:proposal=12`, with questions `v1:reject:proposal=12:reason=Why+not?`; `copy` tells apart
 * a second button of one message that does the same. Throws RangeError when the call has no room in
 * an id: its input should name a row by number instead of carrying text.
 */
export function encodePress({ runs, input, asks = [] }: Pressable, copy = 1): string {
  const names = [...Object.keys(input), ...asks.map(({ field }) => field)];
  if (!commandName.test(runs) || !names.every((name) => fieldName.test(name))) {
    throw new RangeError(`no button can run "${runs}" with the fields ${names.join(', ')}`);
  }
  const pairs = Object.entries(input).map(([name, value]) => `${name}=${encode(String(value))}`);
  const call = `v1${copy > 1 ? `.${copy}` : ''}:${runs}:${pairs.join('&')}`;
  const fitting = questionTexts(asks)
    .map((questions) => (questions ? `${call}:${questions}` : call))
    .find((id) => id.length <= limits.customId);
  if (fitting !== undefined) return fitting;
  throw new RangeError(
    `a button that runs "${runs}" carries more than ${limits.customId} characters of input`,
  );
}

/** Reads a custom id back; throws UserError for a forged one and for one of another version. */
export function decodePress(id: string): Press {
  const [, command, input, asks] = pattern.exec(id) ?? [];
  if (command === undefined || input === undefined || id.length > limits.customId) {
    throw /^v\d+\b/.test(id) && !id.startsWith('v1') ? agedPress() : strangePress();
  }
  const pairs = input === '' ? [] : input.split('&').map(readPair);
  const questions = asks === undefined ? [] : asks.split('&').map(readQuestion);
  const names = [...pairs.map(([name]) => name), ...questions.map(({ field }) => field)];
  if (new Set(names).size < names.length) throw strangePress();
  return { command, input: Object.fromEntries(pairs), asks: questions };
}

/** With the labels, and without them when they take too much room. */
function questionTexts(asks: readonly Asked[]): string[] {
  const bare = asks.map(({ field }) => field).join('&');
  const labelled = asks.map(({ field, label }) => (label ? `${field}=${encode(label)}` : field));
  return [labelled.join('&'), bare];
}

function readPair(text: string): [name: string, value: string] {
  const [name = '', value, ...more] = text.split('=');
  if (!fieldName.test(name) || value === undefined || more.length > 0) throw strangePress();
  return [name, decode(value)];
}

function readQuestion(text: string): Asked {
  if (fieldName.test(text)) return { field: text, label: null };
  const [field, label] = readPair(text);
  return { field, label };
}

function encode(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(divider, (one) => (one === ' ' ? '+' : encodeURIComponent(one)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw strangePress();
  }
}

function agedPress(): UserError {
  return new UserError(
    'expired',
    'This button comes from another version of this bot.',
    'Type the command instead; "help" lists them.',
  );
}

/** What somebody is told whose press makes no sense. */
export function strangePress(): UserError {
  return new UserError(
    'bad_input',
    'This button does not belong to this bot.',
    'Use the newest message, or type the command; "help" lists them.',
  );
}
