import type { Readable } from 'node:stream';
import { localOwner } from './app.ts';
import { createTerminal } from './chat/terminal/index.ts';
import { logBug } from './log-bug.ts';
import type { PlatformMaker } from './start.ts';

/** The terminal this process was started in; `onExit` is called when the person leaves. */
export function openTerminal(
  onExit: () => void,
  input: Readable & { isTTY?: boolean } = process.stdin,
): PlatformMaker {
  return {
    name: 'terminal',
    create: ({ services, execute, commands, talk }) =>
      createTerminal({
        input,
        output: process.stdout,
        execute,
        commands,
        talk,
        actor: localOwner(),
        isInteractive: isTyping(input),
        logBug: logBug(services.log),
        onExit,
      }),
  };
}

/** Whether a person sits at both ends. */
export function isTyping(input: { isTTY?: boolean } = process.stdin): boolean {
  return input.isTTY === true && process.stdout.isTTY;
}
