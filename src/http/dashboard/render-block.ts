import { renderChart, shareOf } from '../../chat/common/figures.ts';
import { createPaint } from '../../chat/common/paint.ts';
import type { Block, ChartBlock, ListItem, Reply } from '../../command/reply.ts';
import { type Html, html, type Part, trusted } from './html.ts';
import { type Pressing, renderButtons, renderForm, renderSelect } from './render-buttons.ts';

/** What it takes to show a reply to one person. */
export type Canvas = Pressing & {
  /** A chart as SVG; null when there is nothing to draw. */
  chartSvg: (chart: ChartBlock) => string | null;
};

/** The blocks of a reply. */
export function renderBlocks({ blocks }: Pick<Reply, 'blocks'>, canvas: Canvas): Html {
  return html`${blocks.map((block) => renderBlock(block, canvas))}`;
}

function renderBlock(block: Block, canvas: Canvas): Part {
  switch (block.kind) {
    case 'text':
      return block.text && html`<p class="text">${block.text}</p>`;
    case 'fields':
      return (
        block.fields.length > 0 &&
        html`<dl>${block.fields.map(
          ({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
        )}</dl>`
      );
    case 'list':
      return renderList(block.title, block.items, canvas);
    case 'table':
      return renderTable(block.columns, block.rows);
    case 'progress':
      return renderProgress(block);
    case 'image':
      return html`<img class="${block.size}" src="/dashboard/pictures/${encodeURIComponent(block.ref)}" alt="${block.alt}" loading="lazy">`;
    case 'chart':
      return renderFigure(block, canvas);
    case 'buttons':
      return renderButtons(block.buttons, canvas);
    case 'select':
      return renderSelect(block.select, canvas);
    case 'form':
      return renderForm(block.form, canvas);
  }
}

function renderList(title: string | undefined, items: readonly ListItem[], canvas: Canvas): Part {
  if (items.length === 0) return null;
  const rows = items.map(
    ({ text, detail, buttons = [] }) =>
      html`<li><span>${text}</span>${detail && html`<small>${detail}</small>`}${renderButtons(buttons, canvas)}</li>`,
  );
  return html`${title && html`<h3>${title}</h3>`}<ul>${rows}</ul>`;
}

/** The roles keep it a table where narrow screens show each row as a block. Columns without a word are left out. */
function renderTable(columns: readonly string[], rows: readonly (readonly string[])[]): Part {
  if (rows.length === 0) return null;
  const used = columns
    .map((name, at) => ({ name, at }))
    .filter(({ at }) => rows.some((cells) => cells[at]));
  const head = used.map(({ name }) => html`<th role="columnheader" scope="col">${name}</th>`);
  const body = rows.map((cells) => {
    const shown = used.map(
      ({ name, at }) => html`<td role="cell" data-label="${name}">${cells[at]}</td>`,
    );
    return html`<tr role="row">${shown}</tr>`;
  });
  return html`<table role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${body}</tbody></table>`;
}

function renderProgress(block: Extract<Block, { kind: 'progress' }>): Html {
  const share = shareOf(block);
  if (share === null) return html`<p class="text">${block.label}: ${block.done} so far</p>`;
  const percent = Math.floor(share * 100);
  return html`<label class="progress"><span>${block.label}</span><progress value="${percent}" max="100"></progress><span>${percent} %</span></label>`;
}

/** The picture for eyes, the same in words for everybody else. */
function renderFigure(chart: ChartBlock, { chartSvg }: Canvas): Part {
  const svg = chartSvg(chart);
  const words = renderChart(chart, 200, createPaint(false)).filter(
    (line) => !/^[ ▁-█]+$/.test(line),
  );
  if (svg === null) return html`<p class="text">${words.join(' ')}</p>`;
  return html`<div class="chart" role="img" aria-label="${words.join('. ')}">${trusted(svg)}</div>`;
}
