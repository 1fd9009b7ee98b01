import type { CallInput, Question } from '../../command/reply.ts';
import { UserError } from '../../errors.ts';

/** What a press asks for: a command call, after the questions it asks. It stands in the button and survives restarts. */
export type Press = { runs: string; input: CallInput; title?: string; asks?: readonly Question[] };
/** What a select does: the chosen value goes into `field`. */
export type Pick = { runs: string; input: CallInput; field: string };

// Slack hands `&`, `<` and `>` back as entities in some places and not in others.
const unsafe = /[&<>]/g;
const flat = ['string', 'number', 'boolean'];

/** The text of a button's value, a select's action id or a modal's metadata. */
export function encode(content: Press | Pick | Record<string, unknown>): string {
  return JSON.stringify(content).replaceAll(
    unsafe,
    (one) => `\\u00${one.charCodeAt(0).toString(16)}`,
  );
}

/** Reads what a button carries back; throws UserError when it is forged or of another version. */
export function readPress(content: Record<string, unknown>): Press {
  const { runs, input, title, asks, ...rest } = content;
  const isWhole =
    isCall(runs, input) &&
    (title === undefined || typeof title === 'string') &&
    (asks === undefined || (Array.isArray(asks) && asks.every(isQuestion)));
  if (!isWhole || Object.keys(rest).length > 0) throw strange();
  return content as Press;
}

/** The same for a select. */
export function readPick(content: Record<string, unknown>): Pick {
  const { runs, input, field, ...rest } = content;
  if (!isCall(runs, input) || !isName(field) || Object.keys(rest).length > 0) throw strange();
  return content as Pick;
}

/** The JSON object in a text; throws UserError when there is none. */
export function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // The same answer as for any other strange content.
  }
  throw strange();
}

/** An option's value; `decodeValue` gives back what was encoded. */
export function encodeValue(value: string): string {
  return value.replaceAll(/[%&<>]/g, encodeURIComponent);
}

export function decodeValue(value: string): string {
  return value.replaceAll(/%(?:25|26|3C|3E)/g, decodeURIComponent);
}

function isCall(runs: unknown, input: unknown): boolean {
  const isCommand = typeof runs === 'string' && /^[a-z][a-z0-9-]{0,31}$/.test(runs);
  return (
    isCommand && isObject(input) && Object.values(input).every((one) => flat.includes(typeof one))
  );
}

function isQuestion(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { field, label, choices, ...rest } = value;
  const areChoices =
    choices === undefined ||
    (Array.isArray(choices) && choices.every((one) => typeof one === 'string'));
  const isKnown = Object.keys(rest).length === 0;
  return isName(field) && typeof label === 'string' && areChoices && isKnown;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]\w{0,63}$/i.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function strange(): UserError {
  return new UserError(
    'bad_input',
    'This button belongs to another version of the bot.',
    'Type the command instead; "help" lists them.',
  );
}
