import type { BarChart, ChartBar } from '../command/reply.ts';
import { card, drawing, fittingSize, ink, sizes, toneInk, widthOf } from './look.ts';
import { element, words } from './svg.ts';

const top = 120;
const rowHeight = 160;
const barHeight = 46;
const width = card.width - 2 * card.padding;
const square = 20;
const gap = 24;

/** Wholes and their parts as SVG; null when there is nothing in any of them. */
export function barChartSvg({ title, rows }: BarChart): string | null {
  const filled = rows.filter((row) => totalOf(row) > 0);
  if (filled.length === 0) return null;
  const heading = words(card.padding, 66, title, {
    'font-size': sizes.title,
    'font-weight': 'bold',
    fill: ink.quiet,
  });
  const bars = filled.map((row, index) => drawBar(row, top + index * rowHeight));
  return drawing(top + filled.length * rowHeight, [heading, ...bars]);
}

function totalOf({ parts }: ChartBar): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}

function drawBar(row: ChartBar, y: number): string {
  const total = totalOf(row);
  // Cut, not rounded: 99.9 % is not complete.
  const percent = Math.floor(((row.parts[0]?.value ?? 0) / total) * 100);
  const bold = { 'font-weight': 'bold', fill: ink.plain };
  const clip = `bar-${y}`;
  return [
    words(card.padding, y + 6, row.label, { ...bold, 'font-size': sizes.title }),
    words(card.width - card.padding, y + 8, `${percent} %`, {
      ...bold,
      'font-size': sizes.figure,
      'text-anchor': 'end',
    }),
    element(
      'clipPath',
      { id: clip },
      element('rect', { x: card.padding, y: y + 22, width, height: barHeight, rx: 12 }),
    ),
    element('g', { 'clip-path': `url(#${clip})` }, drawParts(row, y + 22, total)),
    drawLegend(row, y + 22 + barHeight + 34),
  ].join('');
}

function drawParts({ parts }: ChartBar, y: number, total: number): string {
  let x: number = card.padding;
  return parts
    .map(({ value, tone }) => {
      const part = { x, y, width: (value / total) * width, height: barHeight };
      x += part.width;
      return element('rect', { ...part, fill: toneInk[tone] });
    })
    .join('');
}

/** What the colours stand for, in one line. */
function drawLegend({ parts }: ChartBar, y: number): string {
  const entries = parts
    .filter(({ value }) => value > 0)
    .map(({ label, value, tone }) => ({ text: `${value.toLocaleString('en-US')} ${label}`, tone }));
  const room = width - entries.length * (square + 10) - (entries.length - 1) * gap;
  const size = fittingSize(entries.map(({ text }) => text).join(''), sizes.label, room);
  let x: number = card.padding;
  return entries
    .map(({ text, tone }) => {
      const sign = { x, y: y - square + 2, width: square, height: square, rx: 5 };
      const name = words(x + square + 10, y, text, { 'font-size': size, fill: ink.quiet });
      x += square + 10 + widthOf(text, size) + gap;
      return element('rect', { ...sign, fill: toneInk[tone] }) + name;
    })
    .join('');
}
