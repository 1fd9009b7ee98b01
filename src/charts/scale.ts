/** From a value to its place on the picture. */
export type Scale = { place: (value: number) => number; ticks: readonly number[] };

const usualTicks = 4;
const steps = [1, 2, 2.5, 5, 10];

/** Round numbers around the values, and where they stand between two edges of the picture. */
export function valueScale(values: readonly number[], edges: readonly [number, number]): Scale {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const largest = Math.max(Math.abs(least), Math.abs(most));
  // Figures too close to tell apart are the same figure.
  const isFlat = most - least <= Math.max(largest * 1e-6, 1e-6);
  const room = isFlat ? Math.max(largest * 0.1, 0.1) : most - least;
  const step = roundStep(room / (usualTicks - 1));
  const low = Math.floor((least - room * 0.05) / step) * step;
  const from = least >= 0 ? Math.max(0, low) : low;
  const to = Math.ceil((most + room * 0.05) / step) * step;
  const count = Math.round((to - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => from + index * step);
  return { place: between([from, to], edges), ticks };
}

/** From a range of values to a range of places. */
export function between(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/** The next round number: 0.1, 0.2, 0.25, 0.5, 1, 2 and so on. */
function roundStep(atLeast: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(atLeast));
  const step = steps.find((one) => one * magnitude >= atLeast * (1 - 1e-9)) ?? 10;
  return step * magnitude;
}
