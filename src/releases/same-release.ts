import { foldTitle } from '../library/title.ts';
import type { Release } from './facts.ts';

type Named = Pick<Release, 'trackerId' | 'title' | 'sizeBytes'>;

/** Sources round sizes to three digits. */
const sizeTolerance = 0.02;

/** Whether it is one of the tracker's own torrents, whoever found it: those are named by their number. */
export function isOfTracker({ trackerId }: Pick<Release, 'trackerId'>): boolean {
  return /^\d+$/.test(trackerId);
}

/** The releases of several sources, each once; of what two have, the one that comes first stays. */
export function mergeReleases(lists: readonly (readonly Release[])[]): Release[] {
  const [first = [], ...others] = lists;
  return others.reduce<Release[]>(
    (kept, list) => [...kept, ...list.filter((one) => !kept.some((own) => isSame(own, one)))],
    [...first],
  );
}

/** By the number where both have the tracker's, else by title and size. */
function isSame(a: Named, b: Named): boolean {
  if (a.trackerId === b.trackerId) return true;
  if (isOfTracker(a) && isOfTracker(b)) return false;
  if (a.sizeBytes === null || b.sizeBytes === null) return false;
  const isAsLarge = Math.abs(a.sizeBytes - b.sizeBytes) <= sizeTolerance * a.sizeBytes;
  return isAsLarge && foldTitle(a.title) === foldTitle(b.title);
}
