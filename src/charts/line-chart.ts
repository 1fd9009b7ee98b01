import type { LineChart } from '../command/reply.ts';
import { fullFigure, tickFigures, timeForm } from './figures.ts';
import { drawLevels, drawMark } from './levels.ts';
import { card, drawing, fittingSize, ink, sizes, widthOf } from './look.ts';
import { type Known, knownRuns, unknownSpans } from './runs.ts';
import { between, valueScale } from './scale.ts';
import { element, words } from './svg.ts';

const height = 460;
const top = 120;
const bottom = height - 74;
const right = card.width - card.padding;
/** A single moment needs a time to stand in, too; in less than an hour the names of its moments would be the same. */
const shortestMs = 3_600_000;

type Plot = { x: (at: number) => number; y: (value: number) => number; left: number };

/** Figures over time as SVG; null when not one of them is known. */
export function lineChartSvg(chart: LineChart, timeZone: string): string | null {
  const runs = knownRuns(chart.points);
  const known = runs.flat();
  const last = known.at(-1);
  if (!last) return null;
  const { lines = [], marks = [] } = chart;
  const values = [...known.map(({ value }) => value), ...lines.map(({ value }) => value)];
  const scale = valueScale(values, [bottom, top]);
  const labels = tickFigures(scale.ticks);
  const left = card.padding + Math.max(...labels.map((label) => widthOf(label, sizes.label))) + 14;
  const times = [...chart.points, ...marks].map(({ at }) => at.getTime());
  const end = Math.max(...times);
  const span = [Math.min(...times, end - shortestMs), end] as const;
  const plot = { x: between(span, [left, right]), y: scale.place, left };
  return drawing(height, [
    heading(chart, last, chart.points.at(-1)?.value ?? null),
    ...unknownSpans(chart.points).map(([from, to]) => unknownSpan(plot, from, to)),
    ...scale.ticks.map((tick, index) => gridLine(plot, tick, labels[index] ?? '')),
    ...timeAxis(plot, span, timeZone),
    ...marks.map((mark) => drawMark(mark, plot.x(mark.at.getTime()), { top, bottom, left, right })),
    ...runs.map((run) => drawRun(plot, run)),
    drawLevels(lines, plot.y, { left, right }),
    element('circle', {
      cx: plot.x(last.at.getTime()),
      cy: plot.y(last.value),
      r: 9,
      fill: ink.plain,
    }),
  ]);
}

/** What it is, and how it stands now: the last figure, or that it is not known. */
function heading({ title, unit }: LineChart, last: Known, now: number | null): string {
  const figure = now === null ? 'unknown' : `${fullFigure(last.value)} ${unit}`.trimEnd();
  const bold = { 'font-weight': 'bold' };
  const room = right - card.padding - widthOf(figure, sizes.figure) - 20;
  return (
    words(card.padding, 66, title, {
      ...bold,
      'font-size': fittingSize(title, sizes.title, room),
      fill: ink.quiet,
    }) +
    words(right, 70, figure, {
      ...bold,
      'font-size': sizes.figure,
      'text-anchor': 'end',
      fill: now === null ? ink.quiet : ink.plain,
    })
  );
}

function gridLine({ y, left }: Plot, tick: number, label: string): string {
  const at = y(tick);
  return (
    element('line', { x1: left, x2: right, y1: at, y2: at, stroke: ink.grid, 'stroke-width': 2 }) +
    words(left - 14, at + sizes.label * 0.35, label, {
      'font-size': sizes.label,
      'text-anchor': 'end',
      fill: ink.quiet,
    })
  );
}

function timeAxis({ x }: Plot, [from, to]: readonly [number, number], timeZone: string): string[] {
  const { form, count } = timeForm(to - from);
  return Array.from({ length: count }, (_, index) => {
    const at = from + (index / (count - 1)) * (to - from);
    const anchor = index === 0 ? 'start' : index === count - 1 ? 'end' : 'middle';
    const text = new Date(at).toLocaleString('en-GB', { timeZone, ...form });
    return words(x(at), height - 28, text, {
      'font-size': sizes.label,
      'text-anchor': anchor,
      fill: ink.quiet,
    });
  });
}

/** A line with its shade; a figure that stands alone is a dot. */
function drawRun({ x, y }: Plot, run: readonly Known[]): string {
  const places = run.map(({ at, value }) => [x(at.getTime()), y(value)] as const);
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) return '';
  if (places.length === 1) {
    return element('circle', { cx: first[0], cy: first[1], r: 6, fill: ink.line });
  }
  const path = places.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' L');
  return (
    element('path', {
      d: `M${first[0].toFixed(1)},${bottom} L${path} L${last[0].toFixed(1)},${bottom} Z`,
      fill: ink.line,
      'fill-opacity': 0.14,
    }) +
    element('path', {
      d: `M${path}`,
      fill: 'none',
      stroke: ink.line,
      'stroke-width': 6,
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    })
  );
}

function unknownSpan({ x }: Plot, from: Date, to: Date): string {
  const [start, end] = [x(from.getTime()), x(to.getTime())];
  const attributes = { x: start, y: top, width: end - start, height: bottom - top };
  const word =
    end - start > widthOf('unknown', sizes.label)
      ? words((start + end) / 2, bottom - 14, 'unknown', {
          'font-size': sizes.label,
          'text-anchor': 'middle',
          fill: ink.quiet,
        })
      : '';
  return element('rect', { ...attributes, fill: ink.unknown }) + word;
}
