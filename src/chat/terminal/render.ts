import type { Block, Field, ListItem, Reply } from '../../command/reply.ts';
import { type Action, createNumbering, type Numbering } from './action.ts';
import { leftOut, renderButtons, renderForm, renderSelect } from './choices.ts';
import { renderChart, renderProgress } from '../common/figures.ts';
import { fit, hang, shorten, wrap } from '../common/lines.ts';
import { createPaint, type Paint, toneLook } from '../common/paint.ts';
import { renderTable } from '../common/table.ts';
import { displayWidth } from '../common/width.ts';

export type RenderOptions = { width: number; hasColour: boolean; firstNumber?: number };
export type Rendered = { text: string; actions: Action[] };

type Canvas = { room: number; paint: Paint; numbering: Numbering };

/** Below this many cells lines are not made shorter. */
export const leastWidth = 20;
const indent = '  ';
const longestTitle = 300;
const mostItems = 500;

/** A reply as text of at most `width` cells (20 or more) a line, with the actions its numbers stand for. */
export function renderReply(
  reply: Reply,
  { width, hasColour, firstNumber }: RenderOptions,
): Rendered {
  const room = Math.max(leastWidth, width) - indent.length;
  const canvas = {
    room,
    paint: createPaint(hasColour),
    numbering: createNumbering(firstNumber ?? 1),
  };
  const { symbol, style } = toneLook[reply.tone];
  const title = wrap(shorten(reply.title, longestTitle), room).map((line) =>
    canvas.paint('bold', line),
  );
  const body = reply.blocks.flatMap((block, index) =>
    renderBlock(block, canvas, reply.blocks[index - 1]),
  );
  const lines = [
    ...hang(`${symbol} `, title, `${canvas.paint(style, symbol)} `),
    ...body.map((line) => (line ? indent + line : line)),
  ];
  return { text: lines.join('\n'), actions: canvas.numbering.actions };
}

function renderBlock(block: Block, canvas: Canvas, before?: Block): string[] {
  const { room, paint, numbering } = canvas;
  switch (block.kind) {
    case 'text':
      return wrap(block.text, room);
    case 'fields':
      return renderFields(block.fields, canvas);
    case 'list':
      return [...headingOf(block.title, canvas), ...renderList(block.items, canvas)];
    case 'table':
      return renderTable(block.columns, block.rows, room, paint);
    case 'progress':
      return renderProgress(block, room, paint);
    case 'image':
      return block.size === 'small' ? [] : wrap(`(picture: ${block.alt})`, room);
    case 'chart':
      return renderChart(block, room, paint);
    case 'buttons':
      return renderButtons(block.buttons, room, numbering, paint);
    case 'select':
      return renderSelect(
        block.select,
        room,
        numbering,
        before?.kind === 'select' ? before.select : null,
      );
    case 'form':
      return renderForm(block.form, room, numbering);
  }
}

function renderFields(fields: readonly Field[], { room, paint }: Canvas): string[] {
  const most = Math.floor(room * 0.4);
  const widths = fields.map(({ label }) => displayWidth(shorten(label, most)));
  const width = Math.max(0, ...widths);
  return fields.flatMap(({ label, value }) => {
    const lines = wrap(value, room - width - 2);
    const first = `${fit(label, width)}  `;
    return hang(first, lines, paint('dim', first));
  });
}

function headingOf(title: string | undefined, { room, paint }: Canvas): string[] {
  return title ? wrap(title, room).map((line) => paint('bold', line)) : [];
}

function renderList(items: readonly ListItem[], { room, paint, numbering }: Canvas): string[] {
  const lines = items.slice(0, mostItems).flatMap(({ text, detail, buttons }) => {
    const more = detail ? wrap(detail, room - 2).map((line) => paint('dim', line)) : [];
    const choices = buttons ? renderButtons(buttons, room - 2, numbering, paint) : [];
    return hang('- ', [...wrap(text, room - 2), ...more, ...choices]);
  });
  return [...lines, ...leftOut(items.length - mostItems)];
}
