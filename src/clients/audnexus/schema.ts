import { z } from 'zod';
import { count, pictureUrl, readable, rows, text, year } from '../fields.ts';

const person = z.object({ name: z.string().trim().min(1) });
const people = rows.catch([]).transform((list) => readable(list, person).map(({ name }) => name));
const genre = z.object({ name: z.string().trim().min(1), type: text });
const place = z.object({ name: z.string().trim().min(1), position: text });

export const book = z.object({
  asin: z.string(),
  title: z.string().trim().min(1),
  subtitle: text,
  authors: people,
  narrators: people,
  seriesPrimary: place.nullable().catch(null),
  seriesSecondary: place.nullable().catch(null),
  releaseDate: year,
  publisherName: text,
  summary: text,
  description: text,
  genres: rows.catch([]).transform((list) => readable(list, genre)),
  language: text,
  isbn: text,
  formatType: text,
  runtimeLengthMin: count,
  image: pictureUrl,
});

export const chapters = z.object({
  isAccurate: z.boolean().catch(false),
  chapters: z.array(
    z.object({
      title: z.string(),
      startOffsetMs: z.number().min(0),
      lengthMs: z.number().min(0),
    }),
  ),
});
