import type { z } from 'zod';
import type { Api } from './api.ts';
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

async function search<T>(
  api: Api,
  words: string,
  kind: 'Series' | 'Author',
  form: z.ZodType<T>,
): Promise<T[]> {
  // Without words everything is found.
  if (words.trim() === '') return [];
  const { search: found } = await api(queries.search, { words, kind }, schema.searchAnswer);
  return found.results.hits.flatMap(({ document }) => form.safeParse(document).data ?? []);
}
