import type { Commands } from '../../command/discover.ts';
import type { TypedCall } from '../../command/words.ts';
import { fieldOf, readTexts } from '../common/fields.ts';
import type { Action } from './action.ts';
import { askQuestion } from './ask.ts';
import { shorten } from '../common/lines.ts';
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
  const input: Record<string, unknown> = { ...action.input };
  for (const question of action.asks) {
    const isOptional =
      action.asks.length > 1 &&
      fieldOf(commands, action.runs, question.field)?.isRequired === false;
    const answer = await askQuestion(question, { screen, width, isOptional });
    if (answer === null) return null;
    if (answer) input[question.field] = answer;
  }
  return { command: action.runs, input: readTexts(commands, action.runs, input) };
}
