import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { RefusedRelease } from '../releases/facts.ts';

const missingStatuses = [
  'identified',
  'announced',
  'unsure',
  'queued',
  'downloading',
  'completed',
  'failed',
  'hidden',
] as const;

/** `new_title`: uploaded lately, by an owned author or of an owned series; `top10`: the tracker's chart. */
const reasons = [
  'series_gap',
  'author_gap',
  'request',
  'new_title',
  'top10',
  'replacement',
] as const;

/** A book the library lacks: found as a gap, in a list of the tracker, or requested by a person. */
export const MissingBook = defineEntity({
  name: 'MissingBook',
  tableName: 'missing_books',
  properties: {
    id: p.integer().primary(),
    workKey: p.text().unique(),
    bookId: p.integer().nullable(),
    /** Not missing at all: the owned book of which a better edition is wanted. */
    replacesBookId: p.integer().nullable(),
    seriesId: p.integer().nullable(),
    authorId: p.integer().nullable(),
    title: p.text(),
    authorName: p.text().default(''),
    seriesName: p.text().nullable(),
    seriesNumber: p.text().nullable(),
    reasonMissing: p.enum(reasons),
    isbn: p.text().nullable(),
    asin: p.text().nullable(),
    narrators: p.json<string[]>().defaultRaw("'[]'::jsonb"),
    releaseDate: p.text().nullable(),
    coverUrl: p.text().nullable(),
    identifiedDate: p.datetime().defaultRaw('now()'),
    downloadStatus: p.enum(missingStatuses).default('identified'),
    priority: p.integer().default(2),
    isWanted: p.boolean().default(false),
    requestedBy: p.text().nullable(),
    snoozedUntil: p.datetime().nullable(),
    lastSearchedAt: p.datetime().nullable(),
    nextSearchAt: p.datetime().nullable(),
    searchNote: p.text().nullable(),
    /** What the last search found and refused, when nothing was acceptable. */
    searchRefused: p.json<RefusedRelease[]>().defaultRaw("'[]'::jsonb"),
  },
});
export type MissingBook = InferEntity<typeof MissingBook>;
