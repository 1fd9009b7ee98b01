import type { LineChart } from '../command/reply.ts';
import { fullFigure } from './figures.ts';
import { ink, sizes, toneInk, widthOf } from './look.ts';
import { element, words } from './svg.ts';

type Level = NonNullable<LineChart['lines']>[number];
type Mark = NonNullable<LineChart['marks']>[number];

/** Levels that matter, across the whole plot, each with its name above it; names that would cover each other stand side by side. */
export function drawLevels(
  levels: readonly Level[],
  y: (value: number) => number,
  { left, right }: { left: number; right: number },
): string {
  let x = left + 10;
  let before: number | null = null;
  return levels
    .toSorted((one, other) => one.value - other.value)
    .map(({ label, value, tone }) => {
      const place = y(value);
      const name = `${label} ${fullFigure(value)}`;
      const isClose = before !== null && Math.abs(before - place) < sizes.label * 1.2;
      x = isClose ? x : left + 10;
      before = place;
      const drawn = drawLevel(name, x, { left, right, y: place, fill: toneInk[tone] });
      x += widthOf(name, sizes.label) + 20;
      return drawn;
    })
    .join('');
}

function drawLevel(
  name: string,
  x: number,
  { left, right, y, fill }: { left: number; right: number; y: number; fill: string },
): string {
  return (
    element('line', {
      x1: left,
      x2: right,
      y1: y,
      y2: y,
      stroke: fill,
      'stroke-width': 4,
      'stroke-dasharray': '14 10',
    }) + words(x, y - 10, name, { 'font-size': sizes.label, 'font-weight': 'bold', fill, ...halo })
  );
}

/** Keeps letters readable where a line runs through them. */
const halo = { stroke: ink.ground, 'stroke-width': 8, 'paint-order': 'stroke' } as const;

/** A moment that matters, from top to bottom, with its name on the side where there is room. */
export function drawMark(
  { label }: Mark,
  x: number,
  edges: { top: number; bottom: number; left: number; right: number },
): string {
  const isRoomRight = x + widthOf(label, sizes.label) + 10 < edges.right;
  return (
    element('line', {
      x1: x,
      x2: x,
      y1: edges.top,
      y2: edges.bottom,
      stroke: ink.quiet,
      'stroke-width': 4,
      'stroke-dasharray': '4 10',
      'stroke-linecap': 'round',
    }) +
    words(isRoomRight ? x + 12 : x - 12, edges.top + sizes.label, label, {
      'font-size': sizes.label,
      'text-anchor': isRoomRight ? 'start' : 'end',
      fill: ink.plain,
      ...halo,
    })
  );
}
