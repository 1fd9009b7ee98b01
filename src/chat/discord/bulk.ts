import type { Commands } from '../../command/discover.ts';
import { shapeOf } from '../../command/field.ts';
import type { Reply } from '../../command/reply.ts';
import { parseWords, type TypedCall } from '../../command/words.ts';
import { UserError } from '../../errors.ts';

/** The number stands for the call where there are several. */
export type NumberedCall = { number: string; call: TypedCall };

const mostCalls = 25;

/**
 * Reads a typed line as one call, or as one for each number: `approve 12 13 14`, `reject 12 13 not now`.
 * Throws UserError for too many at once.
 */
export function readCalls(line: string, commands: Commands): NumberedCall[] {
  const [, first = '', list = '', rest = ''] =
    /^(\S+)((?:[\s,]+#?\d+)+)(?:\s+(.*))?$/s.exec(line) ?? [];
  const numbers = list.split(/[\s,#]+/).filter((word) => word !== '');
  if (numbers.length < 2 || !takesOneNumber(first, commands)) {
    return [{ number: '', call: parseWords(line, commands) }];
  }
  const unique = [...new Set(numbers)];
  if (unique.length > mostCalls) {
    throw new UserError(
      'bad_input',
      `${unique.length} numbers are too many for one message.`,
      `Give at most ${mostCalls} at once.`,
    );
  }
  return unique.map((number) => {
    const call = parseWords(`${first} ${number} ${rest}`.trim(), commands);
    return { number, call };
  });
}

/** Whether a change is named whose first field is a required number while no other field could take the next ones. */
function takesOneNumber(word: string, commands: Commands): boolean {
  const command = commands.get(word.replace(/^\//, '').toLowerCase());
  if (command?.effect !== 'change') return false;
  const [first, ...others] = Object.values(command.input.shape).map(shapeOf);
  if (!first || first.kind !== 'number' || !first.isRequired) return false;
  return others.every(({ kind }) => kind === 'choice' || kind === 'boolean');
}

export type Done = { number: string; reply: Reply; hasFailed: boolean };

/** The answers to several calls as one, a line for each. */
export function summarise(done: readonly Done[]): Reply {
  const failed = done.filter(({ hasFailed }) => hasFailed).length;
  const count = `${done.length - failed} of ${done.length} done`;
  const items = done.map(({ number, reply }) => ({ text: `${number}: ${reply.title}` }));
  return {
    title: failed > 0 ? count : `All ${done.length} done`,
    tone: failed > 0 ? 'warning' : 'ok',
    blocks: [{ kind: 'list', items }],
  };
}
