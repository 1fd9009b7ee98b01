/** A word of the question with the stems that stand for it, and how telling it is. */
export type Term = {
  typed: string;
  stems: readonly { stem: string; weight: number }[];
  rarity: number;
};

export type Candidate = {
  id: number;
  /** How much its document counts. */
  weight: number;
  /** How many different stems it has. */
  size: number;
  hits: readonly { stem: string; times: number; isInHeading: boolean }[];
};

export type Ranked = { id: number; score: number; share: number };

/** How soon more of the same word says nothing new, and how much a long passage is held to more. */
const saturation = 1.2;
const lengthShare = 0.6;
/** A word in the heading counts as often in the text. */
const headingTimes = 3;
const usualSize = 45;
/** What speaks of everything comes before what repeats one word. */
const leastCounted = 0.2;

/**
 * The candidates, the best first: by how many of the question's telling words they have, how often, and
 * how short they are (Okapi BM25, with the heading above the text). `share` is the part of what the question asks that a
 * candidate speaks of at all.
 */
export function rank(candidates: readonly Candidate[], terms: readonly Term[]): Ranked[] {
  const whole = terms.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
  const ranked = candidates.map(({ id, weight: ofDocument, size, hits }) => {
    const length = 1 - lengthShare + (lengthShare * size) / usualSize;
    let [score, met] = [0, 0];
    for (const { stems, rarity } of terms) {
      let best = 0;
      let weightOfBest = 0;
      for (const { stem, weight } of stems) {
        const hit = hits.find((one) => one.stem === stem);
        if (!hit) continue;
        const times = hit.times + (hit.isInHeading ? headingTimes : 0);
        best = Math.max(best, (weight * times * (saturation + 1)) / (times + saturation * length));
        weightOfBest = Math.max(weightOfBest, weight);
      }
      score += rarity * best;
      met += rarity * weightOfBest;
    }
    const share = met / whole;
    return { id, score: ofDocument * score * (leastCounted + share), share };
  });
  return ranked.toSorted((a, b) => b.score - a.score || a.id - b.id);
}

/** How telling a word is that so many of all passages have; one that none has is the most telling. */
export function rarityOf(having: number, all: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

const fusion = 30;

/** One order of two: what stands high in either comes first. */
export function fuse(first: readonly number[], second: readonly number[]): number[] {
  const points = new Map<number, number>();
  for (const list of [first, second]) {
    for (const [at, id] of list.entries()) {
      points.set(id, (points.get(id) ?? 0) + 1 / (fusion + at));
    }
  }
  return [...points].toSorted((a, b) => b[1] - a[1]).map(([id]) => id);
}
