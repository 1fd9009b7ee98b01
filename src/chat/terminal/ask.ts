import type { Question } from '../../command/reply.ts';
import { hang, wrap } from '../common/lines.ts';
import type { Screen } from './screen.ts';

/** The answer to one question; '' when an optional one is left out, null when the person stops. */
export async function askQuestion(
  question: Question,
  options: { screen: Screen; width: number; isOptional: boolean },
): Promise<string | null> {
  const { screen, width, isOptional } = options;
  const choices = question.choices ?? [];
  screen.print(
    [
      ...wrap(`${question.label} (an empty line ${isOptional ? 'skips this' : 'cancels'})`, width),
      ...choices.flatMap((choice, index) => {
        const first = `  ${index + 1}) `;
        return hang(first, wrap(choice, width - first.length));
      }),
    ].join('\n'),
  );
  for (;;) {
    const answer = (await screen.readLine('? '))?.trim();
    if (answer === undefined) return null;
    if (answer === '') return isOptional ? '' : null;
    const chosen = readChoice(choices, answer);
    if (chosen !== null) return chosen;
    screen.print(`Type a number from 1 to ${choices.length}.`);
  }
}

/** The choice a number or text means; other text stands as it is, the command knows whether it will do. */
function readChoice(choices: readonly string[], answer: string): string | null {
  if (choices.length > 0 && /^\d+$/.test(answer)) return choices[Number(answer) - 1] ?? null;
  return choices.find((choice) => choice.toLowerCase() === answer.toLowerCase()) ?? answer;
}
