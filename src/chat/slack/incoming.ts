import type { Commands } from '../../command/discover.ts';
import { type FieldShape, shapeOf } from '../../command/field.ts';
import { parseWords, type TypedCall } from '../../command/words.ts';
import { UserError } from '../../errors.ts';

const longestLine = 4000;
const mostCalls = 25;

const named: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const leadingMentions = /^(?:\s*<@[A-Z0-9]+(?:\|[^>]*)?>[:,]?)+/;
// <https://oz.example|the label>, <#C0123|general>, <mailto:amy@oz.example|amy@oz.example>
const markup = /<(?:mailto:)?([#@!]?)([^>|]*)(?:\|([^>]*))?>/g;

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

/**
 * The calls a line asks for: one, or one for each number in `approve 12 13 14` and `reject 12 13 too big`.
 * Nothing typed is `help`. Throws UserError for more than a person can have meant.
 */
export function readCalls(text: string, commands: Commands): TypedCall[] {
  if (text.length > longestLine) {
    const message = `That is too long: ${text.length} characters.`;
    throw new UserError('bad_input', message, `At most ${longestLine}, please.`);
  }
  const [, name = '', numbers = '', rest = ''] = severalNumbers.exec(text) ?? [];
  const all = [...new Set(numbers.match(/\d+/g))];
  const command = name.toLowerCase();
  if (all.length < 2 || !takesOneNumber(commands, command)) {
    return [parseWords(text || 'help', commands)];
  }
  if (all.length > mostCalls) {
    const message = `${all.length} at once are too many.`;
    throw new UserError('bad_input', message, `At most ${mostCalls} in one line, please.`);
  }
  return all.map((number) => parseWords(`${command} ${number} ${rest}`, commands));
}

const severalNumbers = /^\/?([a-z-]+)\s+(#?\d+(?:[\s,]+#?\d+)+)(?=[\s,]|$),?\s*(.*)$/is;

/** Whether its first field is a required number and no other one is a number. */
function takesOneNumber(commands: Commands, name: string): boolean {
  const shapes: FieldShape[] = Object.values(commands.get(name)?.input.shape ?? {}).map(shapeOf);
  const [first, ...others] = shapes;
  const isNumber = ({ kind }: FieldShape) => kind === 'number';
  return first !== undefined && isNumber(first) && first.isRequired && !others.some(isNumber);
}
