import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** One audiobook of the Audiobookshelf library, as last read. */
export const Book = defineEntity({
  name: 'Book',
  tableName: 'books',
  properties: {
    id: p.integer().primary(),
    absId: p.text().unique(),
    title: p.text(),
    subtitle: p.text().nullable(),
    author: p.text().default(''),
    series: p.text().nullable(),
    seriesNumber: p.text().nullable(),
    narrator: p.text().nullable(),
    isbn: p.text().nullable(),
    asin: p.text().nullable(),
    publisher: p.text().nullable(),
    publishedYear: p.integer().nullable(),
    durationMinutes: p.decimal('number').nullable(),
    description: p.text().nullable(),
    language: p.text().nullable(),
    isAbridged: p.boolean().nullable(),
    dateAdded: p.datetime().nullable(),
    dateUpdated: p.datetime().nullable(),
    importSource: p.text().default('user_import'),
    status: p.text().default('active'),
    duplicateStatus: p.text().default('none'),
    path: p.text().default(''),
    sizeBytes: p.bigint('number').nullable(),
    bitrateKbps: p.integer().nullable(),
    format: p.text().nullable(),
    chapterCount: p.integer().nullable(),
    seenAt: p.datetime(),
  },
});
export type Book = InferEntity<typeof Book>;
