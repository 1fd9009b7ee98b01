import { type Duty, owedHours } from './duty.ts';
import { type Earner, valueOf } from './estimate.ts';

/** A torrent as far as its place in the client's queue is concerned. */
export type InQueue = Duty &
  Earner & {
    /** Since when we let it run past the limits of the queue. */
    firstSince: Date | null;
  };

type Queue = { isQueueing: boolean; maxActiveUploads: number };

/**
 * Which torrents are let past the limits of the client's queue, and which no longer: while seeds wait
 * in it, those that owe hours go first, then those worth most, as many as half of the places. One that
 * went first stays so until it is out of the best twice as many, so that it does not come and go.
 */
export function firstOnes<Torrent extends InQueue>(
  torrents: readonly Torrent[],
  { isQueueing, maxActiveUploads }: Queue,
  seedHours: number,
): { first: Torrent[]; last: Torrent[] } {
  const places = isQueueing && maxActiveUploads > 0 ? Math.ceil(maxActiveUploads / 2) : 0;
  const best = [...torrents]
    .filter((one) => one.wasComplete && (valueOf(one) ?? 0) > 0)
    .sort((a, b) => (valueOf(b) ?? 0) - (valueOf(a) ?? 0));
  const entering = new Set(best.slice(0, places));
  const staying = new Set(best.slice(0, 2 * places));
  const owes = (one: Torrent) => owedHours(one, seedHours) > 0;
  return {
    first: torrents.filter(
      (one) =>
        isQueueing &&
        one.firstSince === null &&
        one.state === 'queued-upload' &&
        (owes(one) || entering.has(one)),
    ),
    last: torrents.filter(
      (one) => one.firstSince !== null && !(isQueueing && (owes(one) || staying.has(one))),
    ),
  };
}
