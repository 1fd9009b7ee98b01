import type { Block, Field, ListItem } from '../../command/reply.ts';
import { renderChart, renderProgress } from '../common/figures.ts';
import { createPaint } from '../common/paint.ts';
import { renderTable } from '../common/table.ts';
import { tableWidth } from './limits.ts';
import { codeText, cutEscaped, escapeLine, escapeText } from './text.ts';

/** What a block says: whole (null when that is too long in any case), or as much as fits into less room, with a count of what is missing. */
export type Part = { whole: string | null; within: (room: number) => string };

const longestLabel = 80;
const roomForCount = 48;
const mostRows = 120;
const plain = createPaint(false);

/** The text of a block; null when it says nothing in words. */
export function partOf(block: Block): Part | null {
  switch (block.kind) {
    case 'text':
      return piled(escapeText(block.text).split('\n'), 'lines');
    case 'fields':
      return piled(block.fields.map(fieldLine), 'fields');
    case 'list':
      return piled([...headingOf(block.title), ...block.items.map(itemLines)], 'items');
    case 'table':
      return tablePart(block.columns, block.rows);
    case 'progress':
      return piled(renderProgress(block, tableWidth, plain).map(inlineCode), 'lines');
    case 'chart':
      return piled([codeBlock(renderChart(block, tableWidth, plain))], 'charts');
    case 'image':
      return block.size === 'small'
        ? null
        : piled([`(picture: ${escapeText(block.alt)})`], 'pictures');
    case 'buttons':
    case 'select':
    case 'form':
      return null;
  }
}

function fieldLine({ label, value }: Field): string {
  return `**${escapeLine(label, longestLabel)}** ${escapeText(value)}`;
}

function headingOf(title: string | undefined): string[] {
  return title ? [`\n**${escapeLine(title, longestLabel)}**`] : [];
}

/** Items with buttons are numbered, because their buttons stand together below the text. */
function itemLines({ text, detail, buttons = [] }: ListItem, index: number): string {
  const start = buttons.length > 0 ? `${index + 1}\\. ` : '- ';
  const lines = [escapeText(text), ...(detail ? [escapeText(detail)] : [])];
  return start + lines.join('\n').replaceAll('\n', '\n  ');
}

/** Entries one below the other; as many of the first as fit, the very first cut if need be. */
function piled(entries: readonly string[], name: string): Part | null {
  if (entries.every((entry) => entry === '')) return null;
  return {
    whole: entries.join('\n'),
    within(room) {
      const shown = entries.slice(0, countFitting(entries, room - roomForCount));
      const left = entries.length - shown.length;
      const [first = ''] = entries;
      const isRoomToCut = shown.length === 0 && room >= 2 * roomForCount && !first.endsWith('`');
      if (!isRoomToCut) return [...shown, `… ${left} more ${name}`].join('\n');
      const head = `${cutEscaped(first, room - roomForCount)} (cut: ${first.length} characters)`;
      return left > 1 ? `${head}\n… ${left - 1} more ${name}` : head;
    },
  };
}

function countFitting(entries: readonly string[], room: number): number {
  let used = 0;
  for (const [count, entry] of entries.entries()) {
    used += entry.length + 1;
    if (used > room) return count;
  }
  return entries.length;
}

function tablePart(columns: readonly string[], rows: readonly (readonly string[])[]): Part {
  const first = (count: number) =>
    codeBlock(renderTable(columns, rows.slice(0, count), tableWidth, plain));
  return {
    whole: rows.length > mostRows ? null : first(rows.length),
    within(room) {
      const count = mostFitting(
        Math.min(rows.length, mostRows),
        (some) => first(some).length <= room - roomForCount,
      );
      const more = `… ${rows.length - count} more rows`;
      return count > 0 ? `${first(count)}\n${more}` : more;
    },
  };
}

/** The highest count below `all` that fits, found by halving. */
function mostFitting(all: number, fits: (count: number) => boolean): number {
  let [low, high] = [0, all];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function codeBlock(lines: readonly string[]): string {
  return `\`\`\`\n${codeText(lines.join('\n'))}\n\`\`\``;
}

function inlineCode(line: string): string {
  return line === '' ? '' : `\`${codeText(line)}\``;
}
