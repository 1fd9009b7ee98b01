import type { Commands } from '../../command/discover.ts';
import { shapeOf } from '../../command/field.ts';
import type { Reply } from '../../command/reply.ts';
import { parseWords, type TypedCall } from '../../command/words.ts';
import { UserError } from '../../errors.ts';

const mostCalls = 25;
const severalNumbers = /^(\S+)\s+(#?\d+(?:[\s,]+#?\d+)+)(?:[\s,]+(.*))?$/s;

/**
 * The calls a line asks for: one, or one for each number in `approve 12 13 14` and `reject 12, 13 too big`.
 * Nothing typed is `help`. Throws UserError for more numbers than a person can have meant.
 */
export function readCalls(line: string, commands: Commands): TypedCall[] {
  const [, word = '', list = '', rest = ''] = severalNumbers.exec(line) ?? [];
  if (list === '' || !takesOneNumber(commands, word)) {
    return [parseWords(line.trim() || 'help', commands)];
  }
  const numbers = [...new Set(list.match(/\d+/g))];
  if (numbers.length > mostCalls) {
    throw new UserError(
      'bad_input',
      `${numbers.length} numbers are too many for one message.`,
      `Give at most ${mostCalls} at once.`,
    );
  }
  return numbers.map((number) => parseWords(`${word} ${number} ${rest}`.trim(), commands));
}

const connecting =
  /^\/?\w+\s+(?:in|for|of|from|about|by|is|are|was|were|did|does|do|me|my|please|that|it)\b/i;
const polite = /\b(?:please|pls|plz|thanks)\b/i;
const option = /(?:^|\s)(?:--[a-z]|[a-z][\w-]*[:=]\S)/;

/** Whether a line is a command as it is typed, rather than plain language that begins with such a word. */
export function isTyped(line: string, commands: Commands): boolean {
  const text = line.trim();
  if (text === '') return true;
  const name = (text.split(/\s/)[0] ?? '').replace(/^\//, '').toLowerCase();
  if (!commands.has(name)) return false;
  if (text.startsWith('/') || option.test(text)) return true;
  if (connecting.test(text) || polite.test(text)) return false;
  const shape = commands.get(name)?.input.shape ?? {};
  // Only a question is a question when it is typed.
  if (text.endsWith('?')) return 'question' in shape;
  // A title may begin with an article, a job does not.
  if ('job' in shape && /^\S+\s+the\b/i.test(text)) return false;
  if (severalNumbers.test(text)) return true;
  const { input } = parseWords(text, commands);
  return commands.get(name)?.input.safeParse(input).success === true;
}

/** Whether a change is named whose first field is a required number while no other could take the next ones. */
function takesOneNumber(commands: Commands, word: string): boolean {
  const command = commands.get(word.replace(/^\//, '').toLowerCase());
  if (command?.effect !== 'change') return false;
  const [first, ...others] = Object.values(command.input.shape).map(shapeOf);
  if (first?.kind !== 'number' || !first.isRequired) return false;
  return others.every(({ kind }) => kind === 'choice' || kind === 'boolean');
}

export type Answered = { call: TypedCall; reply: Reply; hasFailed: boolean };

/** The answers to several calls as one, a line for each: `12: Approved: Ozma of Oz`. */
export function summarise(answered: readonly Answered[]): Reply {
  const failed = answered.filter(({ hasFailed }) => hasFailed).length;
  const done =
    failed > 0 ? `${answered.length - failed} of ${answered.length}` : `all ${answered.length}`;
  const items = answered.map(({ call, reply }) => ({
    text: `${String(Object.values(call.input)[0])}: ${reply.title}`,
  }));
  return {
    title: `${answered[0]?.call.command}: ${done} done`,
    tone: failed > 0 ? 'warning' : 'ok',
    blocks: [{ kind: 'list', items }],
  };
}
