import type { Commands } from '../../command/discover.ts';
import { shapeOf } from '../../command/field.ts';
import type { ListItem, Reply } from '../../command/reply.ts';
import { parseWords, type TypedCall } from '../../command/words.ts';
import { UserError } from '../../errors.ts';

const mostCalls = 25;

/**
 * Reads a typed line as one call, or as one for each number: `approve 12 13 14`, `reject 12 13 not now`.
 * Throws UserError for too many at once.
 */
export function readCalls(line: string, commands: Commands): TypedCall[] {
  const [, first = '', list = '', rest = ''] = /^(\S+)((?:[\s,]+#?\d+)+)(?:\s+(.*))?$/s.exec(line) ?? [];
  const numbers = list.split(/[\s,#]+/).filter((word) => word !== '');
  if (numbers.length < 2 || !takesOneNumber(first, commands)) return [parseWords(line, commands)];
  const unique = [...new Set(numbers)];
  if (unique.length > mostCalls) {
    throw new UserError(
      'bad_input',
      `${unique.length} numbers are too many for one message.`,
      `Give at most ${mostCalls} at once.`,
    );
  }
  return unique.map((number) => parseWords(`${first} ${number} ${rest}`.trim(), commands));
}

/** Whether a command's first field is a required number and no other field could take the next ones. */
function takesOneNumber(word: string, commands: Commands): boolean {
  const command = commands.get(word.replace(/^\//, '').toLowerCase());
  const [first, ...others] = Object.values(command?.input.shape ?? {}).map(shapeOf);
  if (!first || first.kind !== 'number' || !first.isRequired) return false;
  return others.every(({ kind }) => kind === 'choice' || kind === 'boolean');
}

/** The answers to several calls as one: a line for each, in the tone of the worst. */
export function summarise(replies: readonly Reply[]): Reply {
  const failed = replies.filter(({ tone }) => tone === 'warning' || tone === 'danger').length;
  const items: ListItem[] = replies.map(({ title }) => ({ text: title }));
  return {
    title: failed > 0 ? `${replies.length - failed} of ${replies.length} done` : `All ${replies.length} done`,
    tone: failed > 0 ? 'warning' : 'ok',
    blocks: [{ kind: 'list', items }],
  };
}
