import type { Services } from '../services.ts';
import { askProviders } from './ask-providers.ts';
import { type BookRecord, type Evidence, fieldNames } from './facts.ts';
import type { Sources } from './refresh-book.ts';

/** Where runs get the record of a book from: what the catalogues say now, and what is known already. */
export function sourcesOf(services: Services): Sources {
  return {
    ask: (em, book, now) => askProviders(services, em, book, { now }),
    decide(evidence) {
      const told = fieldNames.flatMap((field) => mostSure(evidence, field) ?? []);
      const record = Object.fromEntries(
        told.map(({ field, ...one }) => [field, { ...one, agreeing: [] }]),
      ) as BookRecord;
      return { record, completenessPercent: (100 * told.length) / fieldNames.length };
    },
  };
}

function mostSure(evidence: readonly Evidence[], field: Evidence['field']): Evidence | undefined {
  const told = evidence.filter((one) => one.field === field);
  const person = told.find(({ source }) => source === 'person');
  return person ?? told.toSorted((a, b) => b.confidence - a.confidence)[0];
}
