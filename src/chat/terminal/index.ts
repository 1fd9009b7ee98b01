import type { Readable } from 'node:stream';
import type { Platform } from '../platform.ts';
import { type ConversationOptions, converse } from './conversation.ts';
import { createDisplay } from './display.ts';
import { wrap } from '../common/lines.ts';
import { showsColour, type TerminalOutput, widthOf } from './output.ts';
import { complete, type Suggest } from './complete.ts';
import { openHistory } from './history.ts';
import { createPosts } from './posts.ts';
import { leastWidth } from './render.ts';
import { openScreen, type Screen } from './screen.ts';

export type TerminalOptions = ConversationOptions & {
  input: Readable;
  output: TerminalOutput;
  /** Called once when the person leaves, or when the input has ended and its last answer is shown; not after `stop`. */
  onExit?: () => void;
  /** What a person may mean by the letters typed so far into a field. */
  suggest?: Suggest;
  /** Where typed lines are kept from one sitting to the next. */
  historyFile?: string;
  /** Cells a line; else what the output says, else 80. */
  width?: number;
  hasColour?: boolean;
};

const greeting =
  'Shelfwarden listens. Type "help" for the commands, a number in brackets to press it, "exit" to leave.';

/** The chat in a terminal; also reads commands from a file or pipe, one a line, and stops at its end. */
export function createTerminal(options: TerminalOptions): Platform {
  const { input, output, isInteractive, logBug } = options;
  let screen: Screen | null = null;
  let talk: Promise<void> = Promise.resolve();
  let hasLeft = false;

  const display = createDisplay({
    print: (text) => (screen ? screen.print(text) : output.write(`${text}\n`)),
    width: () => Math.max(leastWidth, options.width ?? widthOf(output)),
    hasColour: options.hasColour ?? showsColour(output),
  });

  function leave(): void {
    if (hasLeft) return;
    hasLeft = true;
    options.onExit?.();
  }

  return {
    name: 'terminal',
    ...createPosts(display),
    async start() {
      display.showLine(`${wrap(greeting, display.width()).join('\n')}\n`);
      // A person who presses Ctrl-C means now; a pipe that ends still wants its last answer.
      const onClose = isInteractive ? leave : () => undefined;
      const onHistoryLost = (error: unknown) => logBug(error, 'typed lines');
      const { commands, actor, suggest = async () => [], historyFile } = options;
      const opened = openScreen({
        input,
        output,
        isInteractive,
        onClose,
        complete: (line) => complete(line, { commands, actor, suggest }),
        history: historyFile === undefined ? undefined : openHistory(historyFile, onHistoryLost),
      });
      screen = opened;
      talk = converse(opened, display, options)
        .catch((error: unknown) => logBug(error, 'terminal'))
        .finally(() => {
          opened.close();
          leave();
        });
    },
    async stop() {
      hasLeft = true;
      screen?.close();
      await talk;
    },
  };
}
