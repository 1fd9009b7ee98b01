import type { types } from '@slack/bolt';
import type { Block, Field, ImageBlock } from '../../command/reply.ts';
import { renderChart, shareOf } from '../common/figures.ts';
import { createPaint } from '../common/paint.ts';
import { type Actions, buttonElements, formElements, selectElements } from './actions.ts';
import { limits, tableWidth } from './limits.ts';
import { listPieces } from './list.ts';
import { picture } from './pictures.ts';
import { actionBlocks, chunk, leftOut, type Piece, piece, section } from './piece.ts';
import { tablePieces } from './table.ts';
import { codeBlock, cutEscaped, escapeLine, escapeText, split } from './text.ts';

const barCells = 10;
const longestLabel = 80;
const plain = createPaint(false);

/** A block of a reply in blocks of Slack, each within its own limits; `file` is the id of its uploaded picture. */
export function piecesOf(block: Block, file: string | undefined): Piece[] {
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
      return [piece(file ? picture(file, block.title) : section(chartText(block)))];
    case 'image':
      return imagePieces(block, file);
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

function imagePieces({ alt, size }: ImageBlock, file: string | undefined): Piece[] {
  if (file) return [piece(picture(file, alt))];
  return size === 'small'
    ? []
    : [piece(section(`(picture: ${escapeLine(alt, limits.fieldText)})`))];
}

function actionPieces({ elements, typed, left }: Actions): Piece[] {
  const blocks = actionBlocks(elements).map((block) => ({
    ...piece(block, block.elements.length),
    isAction: true,
  }));
  return [...blocks, ...listPieces(typed), ...leftOut(left)];
}
