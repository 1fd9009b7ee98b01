import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

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
    monitor: p.enum(['all', 'none'] as const).default('none'),
  },
});
export type Series = InferEntity<typeof Series>;
