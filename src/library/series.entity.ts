import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { monitorModes } from './monitor-modes.ts';

/** A series of the library, with its completeness as last computed. */
export const Series = defineEntity({
  name: 'Series',
  tableName: 'series',
  properties: {
    id: p.integer().primary(),
    name: p.text(),
    foldedName: p.text(),
    author: p.text().default(''),
    foldedAuthor: p.text().default(''),
    audibleAsin: p.text().nullable(),
    totalBooksInSeries: p.integer().nullable(),
    booksOwned: p.integer().default(0),
    booksMissing: p.integer().nullable(),
    completionPercentage: p.decimal('number').nullable(),
    completionStatus: p.text().nullable(),
    lastCompletionCheck: p.datetime().nullable(),
    lastCompletionError: p.text().nullable(),
    monitor: p.enum(monitorModes).default('none'),
    /** The day the mode was chosen, from which "future" and "missing" count. */
    monitorSince: p.text().nullable(),
    /** What holds for this series alone instead of the setting NOVELLAS. */
    novellas: p.enum(['never', 'ask', 'always'] as const).nullable(),
    hardcoverId: p.integer().nullable(),
    lastOpinionCheck: p.datetime().nullable(),
    lastOpinionError: p.text().nullable(),
  },
});
export type Series = InferEntity<typeof Series>;
