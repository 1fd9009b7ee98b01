import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { Release as ReleaseFacts } from './facts.ts';

/** The facts as JSON keeps them; what has a date is read from the tracker again before it decides. */
export type StoredFacts = Omit<ReleaseFacts, 'addedAt' | 'cost'>;

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
