/** What became of the new titles of one category. */
export type CategoryCounts = {
  newTitles: number;
  /** By an owned author or of an owned series. */
  ours: number;
  owned: number;
  listed: number;
  wanted: number;
  /** Missing, but nobody is asked about their series. */
  notWanted: number;
  unsure: number;
  /** Abridged, another language and the like, among those by our authors. */
  passedOver: number;
};

export type Outcome = Exclude<keyof CategoryCounts, 'newTitles' | 'ours'>;

/** Counts by category; every known category is there, also one without anything new. */
export function startCounts(ids: Iterable<number>): Map<number, CategoryCounts> {
  return new Map([...ids].map((id) => [id, noCounts()]));
}

export function countsOf(counts: Map<number, CategoryCounts>, id: number): CategoryCounts {
  const found = counts.get(id) ?? noCounts();
  counts.set(id, found);
  return found;
}

function noCounts(): CategoryCounts {
  const outcomes = { owned: 0, listed: 0, wanted: 0, notWanted: 0, unsure: 0, passedOver: 0 };
  return { newTitles: 0, ours: 0, ...outcomes };
}
