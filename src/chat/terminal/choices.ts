import type { Button, Form, Select } from '../../command/reply.ts';
import { buttonAction, formAction, type Numbering, optionAction } from './action.ts';
import { flow, hang, shorten, wrap } from '../common/lines.ts';
import type { Paint, Style } from '../common/paint.ts';

const buttonStyle: Record<Button['style'], Style> = {
  primary: 'green',
  danger: 'red',
  default: 'cyan',
};
const mostOptions = 50;

/** `[1] Approve  [2] Reject`: the typed number presses the button. */
export function renderButtons(
  buttons: readonly Button[],
  room: number,
  numbering: Numbering,
  paint: Paint,
): string[] {
  const looks = new Map<string, Style>();
  const labels = buttons.flatMap((button) => {
    const number = numbering.give(buttonAction(button));
    if (number === null) return [];
    const label = shorten(`[${number}] ${button.label}`, room);
    looks.set(label, buttonStyle[button.style]);
    return [label];
  });
  const lines = flow(labels, room).map((line) =>
    line.map((label) => paint(looks.get(label) ?? 'cyan', label)).join('  '),
  );
  return [...lines, ...leftOut(buttons.length - labels.length)];
}

/** A label and one numbered line for each option; the numbers alone where the same options stand `above`. */
export function renderSelect(
  select: Select,
  room: number,
  numbering: Numbering,
  above: Select | null = null,
): string[] {
  const numbers: number[] = [];
  const lines: string[] = [];
  for (const option of select.options.slice(0, mostOptions)) {
    const number = numbering.give(optionAction(select, option));
    if (number === null) break;
    numbers.push(number);
    lines.push(shorten(`[${number}] ${option.label}`, room));
  }
  const left = leftOut(select.options.length - lines.length);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (above && isLikeAbove(select, above) && first !== last) {
    return [...wrap(`${select.label}: [${first}] to [${last}], in the same order`, room), ...left];
  }
  return [...wrap(select.label, room), ...lines, ...left];
}

function isLikeAbove({ options }: Select, above: Select): boolean {
  return (
    options.length === above.options.length &&
    options.every(({ label }, index) => label === above.options[index]?.label)
  );
}

/** One number that starts the questions, and which they are. */
export function renderForm(form: Form, room: number, numbering: Numbering): string[] {
  const number = numbering.give(formAction(form));
  if (number === null) return leftOut(1);
  const questions = form.questions.map(({ label }) => label).join(', ');
  const text = questions ? `${form.label} (asks: ${questions})` : form.label;
  const first = `[${number}] `;
  return hang(first, wrap(text, room - first.length));
}

/** Says what is missing rather than dropping it silently. */
export function leftOut(count: number): string[] {
  return count > 0 ? [`… ${count} more`] : [];
}
