import { z } from 'zod';
import { texts, year } from '../fields.ts';

const rows = z.array(z.unknown());
const text = z.string().trim().min(1).nullable().catch(null);
const day = z.iso.date().nullable().catch(null);
const id = z.coerce.number().int().positive();

/** GraphQL answers faults with status 200 too. */
export const answer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

export const searchAnswer = z.object({
  search: z.object({
    results: z.object({ hits: z.array(z.object({ document: z.unknown() })) }),
  }),
});

export const seriesHit = z.object({ id, name: z.string().trim().min(1), author_name: text });
export const authorHit = z.object({ id, name: z.string().trim().min(1) });

export const seriesAnswer = z.object({ series: z.array(z.object({ book_series: rows })) });
export const authorAnswer = z.object({
  authors_by_pk: z.object({ contributions: rows }).nullable(),
});

const contribution = z.object({
  contribution: text,
  author: z.object({ name: z.string().trim().min(1) }),
});

const series = z.object({ name: z.string().trim().min(1) });
const position = z.union([z.number(), text]).nullable().catch(null);

export const bookHit = z.object({
  title: z.string().trim().min(1),
  author_names: texts,
  featured_series: z.object({ position, series }).nullable().catch(null),
  isbns: texts,
  release_year: year,
  description: text,
});

export const editionAnswer = z.object({ editions: z.array(z.object({ book: z.unknown() })) });
export const seriesOfBook = z.object({ position, details: text, series });
export const bookOfEdition = z.object({
  title: z.string().trim().min(1),
  description: text,
  release_date: year,
  contributions: z.array(z.unknown()).catch([]),
  book_series: z.array(z.unknown()).catch([]),
});

const book = z.object({
  id,
  title: z.string().trim().min(1),
  release_date: day,
  contributions: z.array(z.unknown()).catch([]),
  default_audio_edition: z
    .object({ asin: text, audio_seconds: z.number().positive().nullable().catch(null) })
    .nullable()
    .catch(null),
});

export const seriesBook = z.object({
  position: z.number().nullable().catch(null),
  details: text,
  book,
});
export const authorBook = z.object({ contribution: text, book });
export { contribution };
export type Book = z.output<typeof book>;
