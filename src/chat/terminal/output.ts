import type { Writable } from 'node:stream';

/** A stream that may be a terminal. */
export type TerminalOutput = Writable & { columns?: number; hasColors?: () => boolean };

/** Whether colours are wanted: a terminal whose environment does not say NO_COLOR. */
export function showsColour(output: TerminalOutput): boolean {
  return output.hasColors?.() ?? false;
}

/** Cells a line; 80 where the output has no width of its own. */
export function widthOf(output: TerminalOutput): number {
  return output.columns || 80;
}
