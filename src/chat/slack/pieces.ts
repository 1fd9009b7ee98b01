import type { Block, Field, ImageBlock } from '../../command/reply.ts';
import { renderChart, shareOf } from '../common/figures.ts';
import { createPaint } from '../common/paint.ts';
import { type Actions, buttonElements, formElements, selectElements } from './actions.ts';
import { limits, tableWidth } from './limits.ts';
import { listPieces } from './list.ts';
import { picture } from './pictures.ts';
import { actionBlocks, leftOut, type Piece, piece, section } from './piece.ts';
import { tablePieces } from './table.ts';
import { codeBlock, cutEscaped, escapeLine, escapeText, split } from './text.ts';

const barCells = 10;
const longestLabel = 80;
const longestValue = 2000;
const plain = createPaint(false);

/** A block of a reply in blocks of Slack, each within its own limits; `file` is the id of its uploaded picture. */
export function piecesOf(block: Block, file: string | undefined): Piece[] {
  switch (block.kind) {
    case 'text':
      return split(escapeText(block.text), limits.sectionText).map((text) => piece(section(text)));
    case 'fields':
      return fieldPieces(block.fields);
    case 'list':
      return listPieces(block.items, block.title);
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

/** One line for each: two columns would be read across and down. */
function fieldPieces(fields: readonly Field[]): Piece[] {
  const texts = fields.map(fieldText);
  const pieces: Piece[] = [];
  for (let from = 0; from < texts.length; ) {
    const count = countFitting(texts.slice(from));
    pieces.push(piece(section(texts.slice(from, from + count).join('\n')), count));
    from += count;
  }
  return pieces;
}

/** How many lines fit into one section; one at least. */
function countFitting(lines: readonly string[]): number {
  let used = 0;
  for (const [count, one] of lines.entries()) {
    used += one.length + 1;
    if (used > limits.sectionText) return Math.max(1, count);
  }
  return lines.length;
}

function fieldText({ label, value }: Field): string {
  const head = `*${escapeLine(label, longestLabel) || '–'}* `;
  return head + cutEscaped(escapeText(value) || '–', longestValue);
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
  return size === 'small' ? [] : [piece(section(`(picture: ${escapeLine(alt, longestValue)})`))];
}

function actionPieces({ elements, typed, left }: Actions): Piece[] {
  const blocks = actionBlocks(elements).map((block) => ({
    ...piece(block, block.elements.length),
    isAction: true,
  }));
  return [...blocks, ...listPieces(typed), ...leftOut(left)];
}
