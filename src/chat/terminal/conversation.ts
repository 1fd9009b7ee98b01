import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import type { Execute } from '../../command/execute.ts';
import type { Reply } from '../../command/reply.ts';
import type { Talk } from '../../command/talk.ts';
import { parseWords, type TypedCall } from '../../command/words.ts';
import { UserError } from '../../errors.ts';
import { explain, type LogBug } from '../common/explain.ts';
import { isTyped } from '../common/several.ts';
import type { Display } from './display.ts';
import { pressAction } from './press.ts';
import type { Screen } from './screen.ts';

export type ConversationOptions = {
  commands: Commands;
  execute: Execute;
  /** Plain language; without it commands only. */
  talk?: Talk;
  /** Who types: the person at this machine. */
  actor: Actor;
  /** Whether a person sits there, rather than a file or another program. */
  isInteractive: boolean;
  logBug: LogBug;
};

const place = 'terminal';

/** Answers one line after the other until there are no more or the person leaves. */
export async function converse(
  screen: Screen,
  display: Display,
  options: ConversationOptions,
): Promise<void> {
  for (;;) {
    const line = (await screen.readLine())?.trim();
    if (line === undefined || /^\/?(?:exit|quit)$/i.test(line)) return;
    if (line) await answer(line, screen, display, options);
  }
}

async function answer(
  line: string,
  screen: Screen,
  display: Display,
  options: ConversationOptions,
): Promise<void> {
  try {
    const told = await hear(line, options);
    if (told) return display.show(told);
    const call = await understand(line, screen, display, options);
    if (!call) return display.showLine('Nothing was done.');
    const { reply } = await options.execute({ ...call, actor: options.actor, place });
    display.show(reply);
  } catch (error) {
    display.show(explain(error, options.logBug));
  }
}

/** The answer to plain language; null for what is typed as a command. */
async function hear(
  line: string,
  { talk, commands, actor }: ConversationOptions,
): Promise<Reply | null> {
  if (!talk || /^\[?\d+\]?$/.test(line) || isTyped(line, commands)) return null;
  const told = await talk({ line, actor, place, canBePrivate: true });
  return told?.reply ?? null;
}

/** A bare number presses what it stands for; anything else is a command in words. */
async function understand(
  line: string,
  screen: Screen,
  display: Display,
  { commands, isInteractive }: ConversationOptions,
): Promise<TypedCall | null> {
  const number = /^\[?(\d+)\]?$/.exec(line)?.[1];
  if (number === undefined) return parseWords(line, commands);
  const action = display.actionOf(Number(number));
  if (action) {
    return pressAction(action, { commands, screen, isInteractive, width: display.width() });
  }
  throw new UserError(
    'not_found',
    `Nothing on the screen has the number ${number.slice(0, 9)}.`,
    'Type one of the numbers in brackets, or a command; "help" lists them.',
  );
}
