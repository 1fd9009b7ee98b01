const bars = '▁▂▃▄▅▆▇█';

/** Values as bars between two levels; a blank where nothing is known. */
export function sparkline(values: readonly (number | null)[], low: number, high: number): string {
  const bar = (value: number | null) => {
    if (value === null) return ' ';
    const height = high > low ? (value - low) / (high - low) : 0.5;
    return bars[Math.min(bars.length - 1, Math.floor(height * bars.length))] ?? '';
  };
  return values.map(bar).join('');
}

/** As many means of neighbouring values as there are cells. */
export function condense(values: readonly (number | null)[], cells: number): (number | null)[] {
  if (values.length <= cells) return [...values];
  return Array.from({ length: cells }, (_, cell) => {
    const from = Math.floor((cell * values.length) / cells);
    const part = values
      .slice(from, Math.floor(((cell + 1) * values.length) / cells))
      .filter(isKnown);
    return part.length === 0 ? null : part.reduce((total, value) => total + value / part.length, 0);
  });
}

export function isKnown(value: number | null | undefined): value is number {
  return value !== null && Number.isFinite(value);
}
