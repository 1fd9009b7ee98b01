import type { Readable, Writable } from 'node:stream';
import { callbackify } from 'node:util';
import type { Completion } from './complete.ts';
import type { History } from './history.ts';
import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline';

export type Screen = {
  /** Shows text; what a person is typing moves below it unharmed. */
  print(text: string): void;
  /** The next line typed; null when there will be none. */
  readLine(prompt?: string): Promise<string | null>;
  close(): void;
};

const mainPrompt = 'warden> ';
const mostLines = 500;

/** A line editor on a terminal; plain lines in and out otherwise. `onClose` hears Ctrl-C, Ctrl-D and the end of input. */
export function openScreen(options: {
  input: Readable;
  output: Writable;
  isInteractive: boolean;
  onClose: () => void;
  /** How a line may go on, for a press of Tab. */
  complete?: (line: string) => Promise<Completion>;
  history?: History | undefined;
}): Screen {
  const { input, output, isInteractive, complete, history } = options;
  const editor = createInterface({
    input,
    terminal: isInteractive,
    prompt: mainPrompt,
    ...(isInteractive ? { output } : {}),
    ...(isInteractive && complete ? { completer: completerOf(complete) } : {}),
    ...(isInteractive && history ? { history: history.lines } : {}),
    historySize: mostLines,
    removeHistoryDuplicates: true,
  });
  if (isInteractive && history) editor.on('history', (lines: string[]) => history.keep(lines));
  const typed = editor[Symbol.asyncIterator]();
  let isOpen = true;
  editor.once('close', () => {
    isOpen = false;
    if (isInteractive) output.write('\n');
    options.onClose();
  });

  function draw(prompt: string): void {
    editor.setPrompt(prompt);
    if (isInteractive && isOpen) editor.prompt(true);
  }

  return {
    print(text) {
      if (isInteractive && isOpen) wipe();
      output.write(`${text}\n`);
      draw(editor.getPrompt());
    },
    async readLine(prompt = mainPrompt) {
      draw(prompt);
      const next = await typed.next();
      draw(mainPrompt);
      return next.done ? null : next.value;
    },
    close: () => editor.close(),
  };

  /** Takes the prompt and the typed text off the screen, all the rows they fill. */
  function wipe(): void {
    moveCursor(output, 0, -editor.getCursorPos().rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    // The editor remembers on which row its cursor stood and would climb over the printed text.
    Object.assign(editor, { prevRows: 0 });
  }
}

/** The line editor's own form; where nothing can be found out the line stays as it is. */
function completerOf(complete: (line: string) => Promise<Completion>) {
  return callbackify(async (line: string): Promise<[string[], string]> => {
    const nothing: Completion = { piece: '', candidates: [] };
    const { piece, candidates } = await complete(line).catch(() => nothing);
    return [candidates, piece];
  });
}
