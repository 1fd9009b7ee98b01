import type { Standing } from './standing.ts';

/** How old the reading is, and what follows when it is too old. */
export function readingText(
  standing: Pick<Standing, 'readMinutesAgo' | 'isFresh'>,
): string | undefined {
  if (standing.readMinutesAgo === null) return undefined;
  const age = agoText(standing.readMinutesAgo);
  return standing.isFresh ? age : `${age}: too old, so it counts as unknown`;
}

export function agoText(minutes: number): string {
  if (minutes < 1) return 'just now';
  return `${spanText(minutes)} ago`;
}

/** `12 minutes`, `5 hours`, `3 days`: whole ones, cut. */
export function spanText(minutes: number): string {
  if (minutes < 120) return counted(Math.floor(minutes), 'minute');
  const hours = minutes / 60;
  return hours < 48 ? counted(Math.floor(hours), 'hour') : counted(Math.floor(hours / 24), 'day');
}

/** `2026-08-01 00:00 UTC`: the tracker's dates are in UTC. */
export function utcText(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
