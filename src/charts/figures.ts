/** A figure in full: `1.85`, `21,400`. */
export function fullFigure(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : 2;
  // Cut, not rounded: 1.199 is not 1.20.
  const cut = Math.floor(value * 10 ** digits + 1e-6) / 10 ** digits;
  const minimumFractionDigits = digits;
  return cut.toLocaleString('en-US', { minimumFractionDigits, maximumFractionDigits: digits });
}

/** Evenly spaced figures in few letters, with the digits that tell them apart: `1.25`, `22.5k`. */
export function tickFigures(ticks: readonly number[]): string[] {
  const largest = Math.max(...ticks.map(Math.abs));
  const [divisor, letter] = largest >= 10_000 ? [1000, 'k'] : [1, ''];
  const step = ((ticks[1] ?? 1) - (ticks[0] ?? 0)) / divisor;
  const digits = [0, 1, 2, 3].find((count) => isWhole(step * 10 ** count)) ?? 4;
  return ticks.map((tick) => (tick === 0 ? '0' : `${(tick / divisor).toFixed(digits)}${letter}`));
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

const hourMs = 3_600_000;

/** How moments are named in a chart of that length, and how many of these names have room. */
export function timeForm(spanMs: number): { form: Intl.DateTimeFormatOptions; count: number } {
  const hours = spanMs / hourMs;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  if (hours <= 24) return { form: clock, count: 4 };
  if (hours <= 72) return { form: { weekday: 'short', ...clock }, count: 3 };
  if (hours <= 300 * 24) return { form: { day: 'numeric', month: 'short' }, count: 4 };
  return { form: { month: 'short', year: 'numeric' }, count: 4 };
}
