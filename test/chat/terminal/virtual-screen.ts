import { Writable } from 'node:stream';
import type { TerminalOutput } from '../../../src/chat/terminal/output.ts';

export type VirtualScreen = {
  output: TerminalOutput;
  /** What a person would see, without the empty lines at the end. */
  look: () => string;
};

// oxlint-disable-next-line no-control-regex
const piece = /\u001b\[(\d*)(?:;\d*)*([A-Za-z])|[^]/gu;

/** A terminal without a height: it knows the few movements a line editor uses. */
export function createVirtualScreen(columns: number): VirtualScreen {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;

  function put(character: string): void {
    if (column === columns) breakLine();
    (rows[row] ??= [])[column] = character;
    column += 1;
  }

  function breakLine(): void {
    row += 1;
    column = 0;
    rows[row] ??= [];
  }

  function move(count: number, command: string): void {
    if (command === 'A') row = Math.max(0, row - (count || 1));
    else if (command === 'B') row += count || 1;
    else if (command === 'C') column += count || 1;
    else if (command === 'D') column = Math.max(0, column - (count || 1));
    else if (command === 'G') column = Math.max(0, (count || 1) - 1);
    else if (command === 'J') {
      rows.length = row + 1;
      rows[row]?.splice(column);
    } else if (command === 'K') rows[row]?.splice(column);
  }

  const output = new Writable({
    write(chunk, _encoding, done) {
      for (const [text, count, command] of String(chunk).matchAll(piece)) {
        if (command) move(Number(count), command);
        else if (text === '\n') breakLine();
        else if (text === '\r') column = 0;
        else put(text);
      }
      done();
    },
  });
  const look = () =>
    rows
      .map((line) =>
        Array.from(line, (character) => character ?? ' ')
          .join('')
          .trimEnd(),
      )
      .join('\n')
      .trimEnd();
  return { output: Object.assign(output, { columns }), look };
}
