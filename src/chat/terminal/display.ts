import type { Reply } from '../../command/reply.ts';
import { type Action, lastNumber } from './action.ts';
import { renderReply } from './render.ts';

export type Display = {
  /** Shows a reply and gives its actions their numbers. */
  show(reply: Reply): void;
  showLine(text: string): void;
  /** What a number on the screen stands for. */
  actionOf(number: number): Action | undefined;
  /** A reply as its plain text, the same for the same reply. */
  textOf(reply: Reply): string;
  width(): number;
};

/** Remembers the last 99 actions shown; each number stays valid until it is given out again. */
export function createDisplay(options: {
  print: (text: string) => void;
  width: () => number;
  hasColour: boolean;
}): Display {
  const { print, width, hasColour } = options;
  const actions = new Map<number, Action>();
  let firstNumber = 1;

  return {
    show(reply) {
      const rendered = renderReply(reply, { width: width(), hasColour, firstNumber });
      for (const action of rendered.actions) {
        actions.set(action.number, action);
        firstNumber = (action.number % lastNumber) + 1;
      }
      print(`${rendered.text}\n`);
    },
    showLine: print,
    textOf: (reply) => renderReply(reply, { width: width(), hasColour: false }).text,
    actionOf: (number) => actions.get(number),
    width,
  };
}
