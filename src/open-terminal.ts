import path from 'node:path';
import type { Readable } from 'node:stream';
import { localOwner } from './app.ts';
import { createTerminal } from './chat/terminal/index.ts';
import { suggest } from './library/suggest.ts';
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
        suggest: async (field, text) => {
          const found = await suggest(services.em(), services.jobs, { field, text });
          return found.map(({ value }) => value);
        },
        historyFile: path.join(services.config.dataDir, 'typed-lines'),
        logBug: logBug(services.log),
        onExit,
      }),
  };
}

/** Whether a person sits at both ends. */
export function isTyping(input: { isTTY?: boolean } = process.stdin): boolean {
  return input.isTTY === true && process.stdout.isTTY;
}
