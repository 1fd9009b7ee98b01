import type { ChartPoint } from '../../command/reply.ts';
import { wrap } from './lines.ts';
import type { Paint } from './paint.ts';
import { displayWidth } from './width.ts';

const barCells = 10;
const longestSparkline = 60;
const bars = '▁▂▃▄▅▆▇█';

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

/** A sparkline over the figures it was drawn from. */
export function renderChart(
  chart: { title: string; unit: string; points: readonly ChartPoint[] },
  room: number,
  paint: Paint,
): string[] {
  const values = chart.points.map((point) => point.value).filter(Number.isFinite);
  const title = wrap(chart.title, room);
  const last = values.at(-1);
  if (last === undefined) return [...title, 'No figures yet.'];
  const low = values.reduce((one, other) => Math.min(one, other));
  const high = values.reduce((one, other) => Math.max(one, other));
  const line = sparkline(condense(values, Math.min(room, longestSparkline)), low, high);
  const legend = `${figure(low)}–${figure(high)}, last ${figure(last)} ${chart.unit}`;
  return [...title, paint('cyan', line), ...wrap(legend.trimEnd(), room)];
}

function sparkline(values: readonly number[], low: number, high: number): string {
  const bar = (value: number) => {
    const height = high > low ? (value - low) / (high - low) : 0.5;
    return bars[Math.min(bars.length - 1, Math.floor(height * bars.length))] ?? '';
  };
  return values.map(bar).join('');
}

/** As many means of neighbouring values as there are cells. */
function condense(values: readonly number[], cells: number): number[] {
  if (values.length <= cells) return [...values];
  return Array.from({ length: cells }, (_, cell) => {
    const from = Math.floor((cell * values.length) / cells);
    const part = values.slice(from, Math.floor(((cell + 1) * values.length) / cells));
    return part.reduce((total, value) => total + value / part.length, 0);
  });
}

function figure(value: number): string {
  return String(Number(value.toFixed(2)));
}
