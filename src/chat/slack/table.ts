import { createPaint } from '../common/paint.ts';
import { renderTable } from '../common/table.ts';
import { limits, tableWidth } from './limits.ts';
import { leftOut, type Piece, piece, section } from './piece.ts';
import { codeBlock } from './text.ts';

const mostRows = 500;
const plain = createPaint(false);

/**
 * A table as code blocks that each carry the names of the columns. Slack's own table block is refused
 * too easily: empty or long cells, a second table in the message, any surface but messages.
 */
export function tablePieces(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Piece[] {
  const shown = rows.slice(0, mostRows);
  const lines = renderTable(columns, shown, tableWidth, plain);
  const isGrid = lines.length === shown.length + 2 || shown.length === 0;
  const head = isGrid ? lines.slice(0, 2) : [];
  const entries = isGrid ? lines.slice(2) : recordsIn(lines);
  const blocks = gather(entries, head).map((some) => {
    const text = codeBlock([...head, ...some].join('\n'), limits.sectionText);
    return piece(section(text), some.length);
  });
  return [...blocks, ...leftOut(rows.length - shown.length)];
}

/** Rows of a table that is too wide stand one below the other, each begun by a dash. */
function recordsIn(lines: readonly string[]): string[] {
  return lines.join('\n').split(/\n(?=- )/);
}

/** As many entries together as fit into one block with the head; one at least. */
function gather(entries: readonly string[], head: readonly string[]): string[][] {
  const groups: string[][] = [];
  let used: number = limits.sectionText;
  for (const entry of entries) {
    const size = sizeOf(entry);
    if (used + size > limits.sectionText) {
      groups.push([]);
      used = sizeOf(head.join('\n'));
    }
    groups.at(-1)?.push(entry);
    used += size;
  }
  return groups;
}

/** With its line break, escaped as it is sent. */
function sizeOf(text: string): number {
  return codeBlock(text, Number.POSITIVE_INFINITY).length + 1;
}
