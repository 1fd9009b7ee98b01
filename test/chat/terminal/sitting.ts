import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createTerminal, type TerminalOptions } from '../../../src/chat/terminal/index.ts';
import { until } from '../../support/until.ts';
import { commands, execute, person } from './commands.ts';
import { createVirtualScreen } from './virtual-screen.ts';

/** A person at a started terminal of `columns` cells; all of it ends with the test. */
export async function sit(options: Partial<TerminalOptions> = {}, columns = 80) {
  const input = new PassThrough();
  const screen = createVirtualScreen(columns);
  const bugs: unknown[] = [];
  const exits: string[] = [];
  const terminal = createTerminal({
    input,
    output: screen.output,
    commands,
    execute,
    actor: person,
    isInteractive: true,
    logBug: (cause) => bugs.push(cause),
    onExit: () => exits.push('left'),
    ...options,
  });
  onTestFinished(() => terminal.stop());
  await terminal.start();
  const count = (text: string) => screen.look().split(text).length - 1;
  return {
    terminal,
    bugs,
    exits,
    look: screen.look,
    type: (text: string) => input.write(text),
    end: () => input.end(),
    seen: (text: string) => until(() => count(text) > 0),
    /** Types a line and waits until its answer stands on the screen once more than before. */
    enter: async (line: string, answer: string) => {
      const before = count(answer);
      input.write(`${line}\r`);
      await until(() => count(answer) > before);
    },
  };
}
