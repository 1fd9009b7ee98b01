import type { BarChart, ChartBlock, LineChart } from '../../command/reply.ts';
import { condense, isKnown, sparkline } from '../../command/sparkline.ts';
import { wrap } from './lines.ts';
import type { Paint } from './paint.ts';
import { displayWidth } from './width.ts';

const barCells = 10;
const longestSparkline = 60;

export type Progress = { label: string; done: number; total: number | null };

/** `Download [#####-----] 50 %`; without a known total only what is done so far. */
export function renderProgress(progress: Progress, room: number, paint: Paint): string[] {
  const share = shareOf(progress);
  if (share === null) return wrap(`${progress.label}: ${figure(progress.done)} so far`, room);
  const full = Math.floor(share * barCells);
  const bar = `[${'#'.repeat(full)}${'-'.repeat(barCells - full)}]`;
  const percent = `${Math.floor(share * 100)} %`;
  const painted = `${paint('cyan', bar)} ${percent}`;
  const label = wrap(progress.label, room);
  const [first = ''] = label;
  const isShort = label.length === 1 && displayWidth(`${first} ${bar} 100 %`) <= room;
  return isShort ? [`${first} ${painted}`.trimStart()] : [...label, painted];
}

/** Done as a share from 0 to 1; null when the total is not known. */
export function shareOf({ done, total }: Progress): number | null {
  if (total === null || !(total > 0) || !Number.isFinite(done / total)) return null;
  return Math.min(1, Math.max(0, done / total));
}

/** A chart in words and signs. */
export function renderChart(chart: ChartBlock, room: number, paint: Paint): string[] {
  return 'rows' in chart ? renderBars(chart, room, paint) : renderLine(chart, room, paint);
}

/** A sparkline over the figures it was drawn from; a blank where nothing is known. */
function renderLine(
  { title, unit, points, lines = [] }: LineChart,
  room: number,
  paint: Paint,
): string[] {
  const values = points.map(({ value }) => (isKnown(value) ? value : null));
  const known = values.filter(isKnown);
  const head = wrap(title, room);
  const last = known.at(-1);
  if (last === undefined) return [...head, 'No figures yet.'];
  const low = known.reduce((one, other) => Math.min(one, other));
  const high = known.reduce((one, other) => Math.max(one, other));
  const line = sparkline(condense(values, Math.min(room, longestSparkline)), low, high);
  const state = isKnown(values.at(-1)) ? 'last' : 'unknown now, last known';
  const digits = [...known, ...lines.map(({ value }) => value)].every(Number.isInteger) ? 0 : 2;
  const exact = (value: number) => figure(value, digits);
  const range = low === high ? '' : `${exact(low)}–${exact(high)}, `;
  const legend = [
    `${range}${state} ${exact(last)} ${unit}`.trimEnd(),
    ...lines.map(({ label, value }) => `${label} ${exact(value)}`),
  ];
  return [...head, paint('cyan', line), ...wrap(legend.join(', '), room)];
}

/** `Series [#######---] 70 %: 612 complete, 171 with gaps` */
function renderBars({ title, rows }: BarChart, room: number, paint: Paint): string[] {
  const lines = rows.flatMap(({ label, parts }) => {
    const total = parts.reduce((sum, { value }) => sum + value, 0);
    const named = parts.map((part) => `${figure(part.value)} ${part.label}`).join(', ');
    const progress = { label, done: parts[0]?.value ?? 0, total };
    return [...renderProgress(progress, room, paint), ...wrap(named, room)];
  });
  return [...wrap(title, room), ...lines];
}

/** Two decimals at most, cut and not rounded: 1.199 is not 1.2. */
function figure(value: number, leastDigits = 0): string {
  const cut = Math.floor(value * 100 + 1e-6) / 100;
  const digits = { minimumFractionDigits: leastDigits, maximumFractionDigits: 2 };
  return cut.toLocaleString('en-US', digits);
}
