import type { Readable, Writable } from 'node:stream';
import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline';

export type Screen = {
  /** Shows text; what a person is typing moves below it unharmed. */
  print(text: string): void;
  /** The next line typed; null when there will be none. */
  readLine(prompt?: string): Promise<string | null>;
  close(): void;
};

const mainPrompt = 'warden> ';

/** A line editor on a terminal; plain lines in and out otherwise. `onClose` hears Ctrl-C, Ctrl-D and the end of input. */
export function openScreen(options: {
  input: Readable;
  output: Writable;
  isInteractive: boolean;
  onClose: () => void;
}): Screen {
  const { input, output, isInteractive } = options;
  const editor = createInterface({
    input,
    terminal: isInteractive,
    prompt: mainPrompt,
    ...(isInteractive ? { output } : {}),
  });
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
