import { renderChart, renderProgress } from '../../chat/common/figures.ts';
import { createPaint } from '../../chat/common/paint.ts';
import { plainText } from '../../command/plain-text.ts';
import type { Block, Button, ListItem, Reply } from '../../command/reply.ts';

const paint = createPaint(false);
const room = 100;

/** A reply as plain text for a program; buttons are shown as the calls they stand for. */
export function replyText({ title, blocks }: Reply): string {
  return plainText([title, ...blocks.flatMap(linesOf)].join('\n'));
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text];
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${value}`);
    case 'list':
      return [...(block.title ? [block.title] : []), ...block.items.flatMap(itemLines)];
    case 'table':
      return [block.columns, ...block.rows].map((cells) => cells.join(' | '));
    case 'progress':
      return renderProgress(block, room, paint);
    case 'chart':
      return renderChart(block, room, paint);
    case 'image':
      return [];
    case 'buttons':
      return block.buttons.map(buttonLine);
    case 'select': {
      const { label, runs, input, field, options } = block.select;
      const values = options.map((option) => `${option.value} (${option.label})`);
      return [`${label}: ${callText(runs, input)} with "${field}" one of ${values.join(', ')}`];
    }
    case 'form': {
      const { label, runs, input, questions } = block.form;
      const open = questions.map(({ field }) => `"${field}"`).join(', ');
      return [`${label}: ${callText(runs, input)} with ${open}`];
    }
  }
}

function itemLines({ text, detail, buttons = [] }: ListItem): string[] {
  return [`- ${text}`, ...(detail ? [`  ${detail}`] : []), ...buttons.map(buttonLine)];
}

function buttonLine({ label, runs, input, asks }: Button): string {
  const open = asks ? ` with "${asks.field}" (${asks.label})` : '';
  return `  [${label}]: ${callText(runs, input)}${open}`;
}

function callText(command: string, input: object): string {
  return `${command} ${JSON.stringify(input)}`;
}
