import type { z } from 'zod';
import type { Api } from './api.ts';
import { writersAmong } from './books.ts';
import * as queries from './queries.ts';
import * as schema from './schema.ts';

export async function findSeries(
  api: Api,
  name: string,
): Promise<{ id: number; name: string; author: string | null }[]> {
  const hits = await search(api, name, 'Series', schema.seriesHit);
  return hits.map(({ author_name: author, ...hit }) => ({ ...hit, author }));
}

export function findAuthors(api: Api, name: string): Promise<{ id: number; name: string }[]> {
  return search(api, name, 'Author', schema.authorHit);
}

/** A work as Hardcover tells it, whatever the edition. */
export type HardcoverWork = {
  title: string;
  authors: string[];
  series: { name: string; position: string | null }[];
  year: number | null;
  description: string | null;
  isbns: string[];
};

export async function findBooks(api: Api, words: string): Promise<HardcoverWork[]> {
  const hits = await search(api, words, 'Book', schema.bookHit);
  return hits.map(({ featured_series: featured, ...hit }) => ({
    title: hit.title,
    authors: hit.author_names,
    series: featured
      ? [{ name: featured.series.name, position: positionText(featured.position) }]
      : [],
    year: hit.release_year,
    description: hit.description,
    isbns: hit.isbns,
  }));
}

export async function bookOfEdition(api: Api, asin: string): Promise<HardcoverWork | null> {
  const { editions } = await api(queries.bookOfEdition, { asin }, schema.editionAnswer);
  const book = schema.bookOfEdition.safeParse(editions[0]?.book).data;
  if (book === undefined) return null;
  const places = book.book_series.flatMap((row) => schema.seriesOfBook.safeParse(row).data ?? []);
  return {
    title: book.title,
    authors: writersAmong(book.contributions),
    series: places.map(({ series, position, details }) => {
      return { name: series.name, position: details ?? positionText(position) };
    }),
    year: book.release_date,
    description: book.description,
    isbns: [],
  };
}

function positionText(position: string | number | null): string | null {
  return position === null ? null : String(position);
}

async function search<T>(
  api: Api,
  words: string,
  kind: 'Series' | 'Author' | 'Book',
  form: z.ZodType<T>,
): Promise<T[]> {
  // Without words everything is found.
  if (words.trim() === '') return [];
  const { search: found } = await api(queries.search, { words, kind }, schema.searchAnswer);
  return found.results.hits.flatMap(({ document }) => form.safeParse(document).data ?? []);
}
