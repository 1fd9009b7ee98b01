import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { CostFacts, Release as ReleaseFacts } from './facts.ts';

/** The facts as JSON keeps them; what they cost is read from the tracker again before it decides. */
export type StoredFacts = Omit<ReleaseFacts, 'addedAt' | 'cost'> & {
  addedAt?: string | null;
  cost?: Omit<CostFacts, 'vipExpiresAt'> & { vipExpiresAt: string | null };
};

/** One upload on the tracker, as last seen. */
export const Release = defineEntity({
  name: 'Release',
  tableName: 'releases',
  properties: {
    id: p.integer().primary(),
    source: p.text(),
    trackerId: p.text(),
    title: p.text(),
    facts: p.json<StoredFacts>(),
    firstSeenAt: p.datetime().defaultRaw('now()'),
    seenAt: p.datetime().defaultRaw('now()'),
  },
});
export type Release = InferEntity<typeof Release>;

/** The facts as they were when they were stored; null for a row that does not say what it cost. */
export function revive({ addedAt, cost, ...facts }: StoredFacts): ReleaseFacts | null {
  if (!cost) return null;
  const { vipExpiresAt } = cost;
  const until =
    vipExpiresAt === null || vipExpiresAt === 'never' ? vipExpiresAt : new Date(vipExpiresAt);
  return {
    ...facts,
    addedAt: addedAt ? new Date(addedAt) : null,
    cost: { ...cost, vipExpiresAt: until },
  };
}
