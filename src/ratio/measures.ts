import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import type { ClientChange } from '../downloads/client-changes.ts';

/** A paid download as far as this is finished all the same: little is left to pay for. */
const nearlyDone = 0.9;

/** What an emergency changes in the download client, in this order. */
export type Measures = { changes: ClientChange[]; stalledHashes: string[] };

/**
 * Pauses paid downloads that are not nearly done. Once the emergency is sure it also raises the upload
 * slots (`maxUploads`; null before), forces what is stalled and starts what is complete but stopped.
 */
export function measuresFor(
  torrents: readonly TorrentState[],
  { paidHashes, maxUploads }: { paidHashes: ReadonlySet<string>; maxUploads: number | null },
): Measures {
  const isPaused = ({ hash, run, progress, isComplete }: TorrentState) =>
    paidHashes.has(hash) && run !== 'stopped' && !isComplete && progress < nearlyDone;
  const paused = torrents.filter(isPaused).flatMap((one) => changeOf(one, 'stopped'));
  if (maxUploads === null) return { changes: paused, stalledHashes: [] };
  const stalled = torrents.filter(
    (one) => one.state === 'stalled-download' && one.run === 'running' && !isPaused(one),
  );
  const idle = torrents.filter((one) => one.isComplete && one.run === 'stopped');
  return {
    changes: [
      ...paused,
      ...slotChanges(maxUploads),
      ...stalled.flatMap((one) => changeOf(one, 'forced')),
      ...idle.flatMap((one) => changeOf(one, 'running')),
    ],
    stalledHashes: stalled.map(({ hash }) => hash),
  };
}

/** Half as many again, at least ten more; no limit stays none. */
export function raisedSlots(maxUploads: number): number {
  return maxUploads > 0 ? Math.max(Math.ceil(maxUploads * 1.5), maxUploads + 10) : maxUploads;
}

function slotChanges(maxUploads: number): ClientChange[] {
  const after = raisedSlots(maxUploads);
  if (after === maxUploads) return [];
  return [{ what: 'preference:max_uploads', name: 'upload slots', before: maxUploads, after }];
}

/** Nothing for a torrent that is being checked or moved, or has an error: what it would go back to is not known. */
function changeOf(
  { hash, name, run }: TorrentState,
  after: 'stopped' | 'running' | 'forced',
): ClientChange[] {
  return run === null ? [] : [{ what: `torrent:${hash}`, name, before: run, after }];
}
