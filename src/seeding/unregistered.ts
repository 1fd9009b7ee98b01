import type { TrackerState } from '../clients/qbittorrent/torrent.ts';

const refused: readonly TrackerState['status'][] = ['not-working', 'refusing'];

/** Never "not found" alone: that is what a name server says of the tracker. */
const forgotten =
  /(?:not|un) ?registered|torrent (?:was |has been |is )?(?:deleted|removed|not found|unknown)/i;

/** The words of a tracker for a torrent it does not have any more; null when it says nothing of the kind. */
export function unregisteredText(trackers: readonly TrackerState[]): string | null {
  const found = trackers.find(
    ({ status, message }) => refused.includes(status) && forgotten.test(message),
  );
  return found?.message ?? null;
}

/** Whether one of them is our tracker; null while no tracker is known. */
export function isOfTracker(
  trackers: readonly TrackerState[],
  ownHosts: readonly string[],
): boolean | null {
  if (trackers.length === 0) return null;
  return trackers.some(({ host }) => host !== null && ownHosts.includes(host.replace(/:\d+$/, '')));
}
