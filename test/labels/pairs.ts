import { parseLibraryItem } from '../../src/clients/audiobookshelf/library-item.ts';
import { sameWork, type WorkKey } from '../../src/library/match.ts';

export const pairDecisions = ['same', 'different', 'unsure'] as const;
export type PairDecision = (typeof pairDecisions)[number];

/** An owned book beside an entry of a catalogue, and what a careful reader says of them; `unsure` is what he cannot tell. */
export type OwnedPair = {
  id: string;
  label: PairDecision;
  noise: string;
  /** As Audiobookshelf answers it. */
  item: Record<string, unknown>;
  entry: WorkKey & { asin: string | null };
};

/** Whether the product takes them for one book. Throws when it cannot even read the owned one. */
export function isTakenForOne({ id, item, entry }: OwnedPair): boolean {
  const owned = parseLibraryItem(item);
  if (!owned) throw new Error(`${id}: unreadable item`);
  const series = owned.series.map(({ name, sequence }) => ({ name, position: sequence }));
  const work = { title: owned.title, authors: owned.authors, series, asin: owned.asin };
  return sameWork(entry, work).same;
}
