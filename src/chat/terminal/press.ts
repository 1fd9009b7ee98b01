import type { Commands } from '../../command/discover.ts';
import { type FieldShape, readValue, shapeOf } from '../../command/field.ts';
import type { TypedCall } from '../../command/words.ts';
import type { Action } from './action.ts';
import { askQuestion } from './ask.ts';
import { shorten } from './lines.ts';
import type { Screen } from './screen.ts';

/** Asks what the action still needs and makes the command call of it; null when the person changed their mind. */
export async function pressAction(
  action: Action,
  options: { commands: Commands; screen: Screen; isInteractive: boolean; width: number },
): Promise<TypedCall | null> {
  const { commands, screen, isInteractive, width } = options;
  if (isInteractive && action.style === 'danger' && action.asks.length === 0) {
    const answer = await screen.readLine(`${shorten(action.label, 40)}? [y/N] `);
    if (!/^y(es)?$/i.test(answer?.trim() ?? '')) return null;
  }
  const fields = fieldsOf(commands, action.runs);
  const input: Record<string, unknown> = { ...action.input };
  for (const question of action.asks) {
    const isOptional = action.asks.length > 1 && fields.get(question.field)?.isRequired === false;
    const answer = await askQuestion(question, { screen, width, isOptional });
    if (answer === null) return null;
    if (answer) input[question.field] = answer;
  }
  return { command: action.runs, input: readTexts(input, fields) };
}

function fieldsOf(commands: Commands, name: string): Map<string, FieldShape> {
  const shape = commands.get(name)?.input.shape ?? {};
  return new Map(Object.entries(shape).map(([field, schema]) => [field, shapeOf(schema)]));
}

/** Answers and chosen options are text; the command may want a number or a switch. */
function readTexts(input: Record<string, unknown>, fields: Map<string, FieldShape>) {
  const read = ([name, value]: [string, unknown]): [string, unknown] => {
    const field = fields.get(name);
    return [name, field && typeof value === 'string' ? (readValue(field, value) ?? value) : value];
  };
  return Object.fromEntries(Object.entries(input).map(read));
}
