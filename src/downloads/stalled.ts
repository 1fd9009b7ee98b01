import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import type { StalledMinutes } from '../settings/stalled-minutes.ts';

/** What is done about a download for which nothing arrives, one after the other. */
const rungs = ['reannounce', 'restart', 'ask', 'propose'] as const;
export const rungCount = rungs.length;
export type Rung = (typeof rungs)[number];

/** How far the ladder was climbed since nothing arrives any more; `rung` counts the steps that are done. */
export type Climb = { since: Date; rung: number; rungAt: Date };

/** After a day without an answer the next best release is proposed. */
const proposeMinutes = 24 * 60;

/** Nobody sends anything; what seeds without anybody asking for it is not stalled. */
export function isStalled({ state }: Pick<TorrentState, 'state'>): boolean {
  return state === 'stalled-download' || state === 'metadata';
}

/**
 * The step that is due; null as long as none is. After a time in which nobody looked the steps still
 * keep their distance from each other, so that each can help before the next is taken.
 */
export function nextRung(
  { since, rung, rungAt }: Climb,
  minutes: StalledMinutes,
  now: Date,
): Rung | null {
  const due = [...minutes, Math.max(proposeMinutes, minutes[2])];
  const [own, before] = [due[rung], due[rung - 1] ?? 0];
  if (own === undefined) return null;
  const isDue = minutesBetween(since, now) >= own && minutesBetween(rungAt, now) >= own - before;
  return isDue ? (rungs[rung] ?? null) : null;
}

function minutesBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 60_000;
}
