import type { types } from '@slack/bolt';
import type { Block, Field } from '../../command/reply.ts';
import { renderChart, shareOf } from '../terminal/figures.ts';
import { createPaint } from '../terminal/paint.ts';
import { type Actions, buttonElements, formElements, selectElements } from './actions.ts';
import { limits, tableWidth } from './limits.ts';
import { listPieces } from './list.ts';
import { isPublicPicture } from './pictures.ts';
import { actionBlocks, chunk, leftOut, type Piece, piece, section } from './piece.ts';
import { tablePieces } from './table.ts';
import { codeBlock, cutEscaped, escapeLine, escapeText, line, split } from './text.ts';

const barCells = 10;
const longestLabel = 80;
const plain = createPaint(false);

/** A block of a reply in blocks of Slack, each within its own limits. */
export function piecesOf(block: Block): Piece[] {
  switch (block.kind) {
    case 'text':
      return split(escapeText(block.text), limits.sectionText).map((text) => piece(section(text)));
    case 'fields':
      return fieldPieces(block.fields);
    case 'list':
      return listPieces(block.items);
    case 'table':
      return tablePieces(block.columns, block.rows);
    case 'progress':
      return [piece(section(progressText(block)))];
    case 'chart':
      return [piece(section(chartText(block)))];
    case 'image':
      return [piece(picture(block))];
    case 'buttons':
      return actionPieces(buttonElements(block.buttons));
    case 'select':
      return actionPieces(selectElements(block.select));
    case 'form':
      return actionPieces(formElements(block.form));
  }
}

function fieldPieces(fields: readonly Field[]): Piece[] {
  return chunk(fields, limits.fields).map((some) =>
    piece({ type: 'section', fields: some.map(fieldText) }, some.length),
  );
}

function fieldText({ label, value }: Field): types.MrkdwnElement {
  const head = `*${escapeLine(label, longestLabel) || '–'}*\n`;
  const text = head + cutEscaped(escapeText(value) || '–', limits.fieldText - head.length);
  return { type: 'mrkdwn', text, verbatim: true };
}

function progressText(progress: Extract<Block, { kind: 'progress' }>): string {
  const share = shareOf(progress);
  const label = escapeLine(progress.label, longestLabel);
  if (share === null) return `${label}: ${progress.done} so far`;
  const full = Math.floor(share * barCells);
  const bar = '▰'.repeat(full) + '▱'.repeat(barCells - full);
  return `${label} ${bar} ${Math.floor(share * 100)} %`.trimStart();
}

function chartText(chart: Extract<Block, { kind: 'chart' }>): string {
  return codeBlock(renderChart(chart, tableWidth, plain).join('\n'), limits.sectionText);
}

function picture({ url, alt }: { url: string; alt: string }): types.KnownBlock {
  if (!isPublicPicture(url)) return section(`(image: ${escapeLine(alt, limits.fieldText)})`);
  return { type: 'image', image_url: url, alt_text: line(alt, limits.imageAlt) };
}

function actionPieces({ elements, typed, left }: Actions): Piece[] {
  const blocks = actionBlocks(elements).map((block) => ({
    ...piece(block, block.elements.length),
    isAction: true,
  }));
  return [...blocks, ...listPieces(typed), ...leftOut(left)];
}
