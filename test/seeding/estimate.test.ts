import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Earner, estimatedShares } from '../../src/seeding/estimate.ts';

function earner(id: number, changes: Partial<Earner> = {}): Earner {
  return {
    id,
    state: 'stalled-upload',
    seededHours: 500,
    sizeBytes: 500e6,
    seeders: 3,
    isOfTracker: true,
    unregisteredAt: null,
    ...changes,
  };
}

/** Always the same numbers between 0 and 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/**
 * A site whose rule is another one than ours: the root of the size, halved with every doubling of the
 * seeders, a bonus for age, and nothing in the first 72 hours.
 */
function siteWith(count: number): { torrents: Earner[]; pointsOf: (torrent: Earner) => number } {
  const random = numbers(7);
  const ages = new Map<number, number>();
  const torrents = Array.from({ length: count }, (_, index) => {
    ages.set(index, 1 + random() * 4);
    return earner(index, {
      sizeBytes: 50e6 * 2 ** (random() * 6),
      seeders: Math.floor(1 + 40 * random() ** 2),
      seededHours: index % 8 === 0 ? 71 * random() : 72 + 5000 * random(),
      state: random() < 0.5 ? 'seeding' : 'stalled-upload',
    });
  });
  const pointsOf = ({ id, sizeBytes, seeders, seededHours }: Earner) => {
    if (seededHours < 72) return 0;
    const age = 1 + 0.1 * (ages.get(id) ?? 0);
    return (Math.sqrt((sizeBytes ?? 0) / 1e9) * age) / (0.4 + Math.log2(1 + (seeders ?? 0)));
  };
  return { torrents, pointsOf };
}

function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function spearman(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [ranks(one), ranks(other)];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = (of: (index: number) => number) =>
    a.reduce((total, _, index) => total + of(index), 0);
  const covariance = sum((i) => ((a[i] ?? 0) - meanA) * ((b[i] ?? 0) - meanB));
  const spreadA = sum((i) => ((a[i] ?? 0) - meanA) ** 2);
  const spreadB = sum((i) => ((b[i] ?? 0) - meanB) ** 2);
  return covariance / Math.sqrt(spreadA * spreadB);
}

test('of forty torrents on a site with another rule the order is the site’s, by and large', () => {
  const { torrents, pointsOf } = siteWith(40);

  const shares = estimatedShares(torrents);

  const estimate = torrents.map(({ id }) => shares.get(id) ?? 0);
  expect(spearman(estimate, torrents.map(pointsOf))).toBeGreaterThanOrEqual(0.8);
  const unrelated = numbers(99);
  expect(Math.abs(spearman(torrents.map(unrelated), torrents.map(pointsOf)))).toBeLessThan(0.5);
});

test('the shares of all are one whole', () => {
  const some = fc.array(
    fc.record({ sizeBytes: fc.integer({ min: 1, max: 1e9 }), seeders: fc.nat(500) }),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(some, (changes) => {
      const shares = estimatedShares(changes.map((change, index) => earner(index, change)));
      const sum = [...shares.values()].reduce((total, share) => total + share, 0);
      expect(sum).toBeCloseTo(1, 6);
    }),
  );
});

test.each<[string, Partial<Earner>, number | null]>([
  ['what has not seeded 72 hours', { seededHours: 71.9 }, 0],
  ['what is stopped', { state: 'paused-upload' }, 0],
  ['what waits in the queue', { state: 'queued-upload' }, 0],
  ['what the tracker took off', { unregisteredAt: new Date() }, 0],
  ['what belongs to another tracker', { isOfTracker: false }, 0],
])('%s earns nothing', (_, changes, share) => {
  expect(estimatedShares([earner(1), earner(2, changes)]).get(2)).toBe(share);
});

test('without its seeders or its size a torrent has no estimate', () => {
  const shares = estimatedShares([
    earner(1),
    earner(2, { seeders: null }),
    earner(3, { sizeBytes: null }),
  ]);

  expect([...shares]).toEqual([[1, 1]]);
});
