import type { Commands } from '../../command/discover.ts';
import { shapeOf } from '../../command/field.ts';
import { parseWords, type TypedCall } from '../../command/words.ts';
import { UserError } from '../../errors.ts';

const longestText = 4000;
const mostCalls = 25;

const named: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const leadingMentions = /^(?:\s*<@[A-Z0-9]+(?:\|[^<>]*)?>[:,]?)+/;
// <https://oz.example|the label>, <#C0123|general>, <mailto:amy@oz.example|amy@oz.example>
const markup = /<(?:mailto:)?([#@!]?)([^<>|]*)(?:\|([^<>]*))?>/g;
const severalNumbers = /^(\S+)\s+(#?\d+(?:[\s,]+#?\d+)+)(?:[\s,]+(.*))?$/s;

/**
 * The calls a text asks for: one, or one for each number in `approve 12 13 14` and `reject 12 13 too big`.
 * Nothing typed is `help`. Throws UserError for more than a person can have meant.
 */
export function readCalls(text: string, commands: Commands): TypedCall[] {
  if (text.length > longestText) throw tooMuch(`That is ${text.length} characters`, longestText);
  const line = readableLine(text);
  const [, word = '', numbers = '', rest = ''] = severalNumbers.exec(line) ?? [];
  const all = [...new Set(numbers.match(/\d+/g))];
  if (all.length < 2 || !takesOneNumber(commands, word)) {
    return [parseWords(line || 'help', commands)];
  }
  if (all.length > mostCalls) throw tooMuch(`These are ${all.length} numbers`, mostCalls);
  return all.map((number) => parseWords(`${word} ${number} ${rest}`, commands));
}

/** What a person typed, without the mention of the bot and without the markup Slack makes of it. */
export function readableLine(text: string): string {
  return text
    .replace(leadingMentions, '')
    .replaceAll(markup, (_, sign: string, target: string, label?: string) =>
      sign === '' ? target : `${sign === '!' ? '' : sign}${label ?? target}`,
    )
    .replaceAll(/&(?:amp|lt|gt);/g, (entity) => named[entity] ?? entity)
    .trim();
}

/** Whether a change is named whose first field is a required number while no other could take the next ones. */
function takesOneNumber(commands: Commands, word: string): boolean {
  const command = commands.get(word.replace(/^\//, '').toLowerCase());
  if (command?.effect !== 'change') return false;
  const [first, ...others] = Object.values(command.input.shape).map(shapeOf);
  if (first?.kind !== 'number' || !first.isRequired) return false;
  return others.every(({ kind }) => kind === 'choice' || kind === 'boolean');
}

function tooMuch(what: string, most: number): UserError {
  return new UserError(
    'bad_input',
    `${what}, too many for one message.`,
    `At most ${most}, please.`,
  );
}
