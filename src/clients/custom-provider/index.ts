import { z } from 'zod';
import { type CatalogueOptions, createReadJson } from '../read-json.ts';
import { pictureUrl, readable, rows, text, texts, year } from '../fields.ts';

export type CustomMatch = {
  title: string;
  subtitle: string | null;
  authors: string[];
  narrators: string[];
  series: { name: string; position: string | null }[];
  year: number | null;
  publisher: string | null;
  /** May hold HTML. */
  description: string | null;
  genres: string[];
  language: string | null;
  isbn: string | null;
  asin: string | null;
  minutes: number | null;
  coverUrl: string | null;
};

export type CustomSearch = { title: string; author: string | null; isbn: string | null };

/** Any server that speaks the protocol of Audiobookshelf's custom metadata providers. */
export type CustomProvider = {
  /** In its order; no title finds nothing. */
  search(search: CustomSearch): Promise<CustomMatch[]>;
};

const answer = z.object({ matches: rows });
const numberAsText = z.union([z.string().trim().min(1), z.number().transform(String)]);
const place = z.object({
  series: z.string().trim().min(1),
  sequence: numberAsText.nullable().catch(null),
});
const match = z.object({
  title: z.string().trim().min(1),
  subtitle: text,
  author: text,
  narrator: text,
  series: rows.catch([]),
  publishedYear: year,
  publisher: text,
  description: text,
  genres: texts,
  language: text,
  isbn: text,
  asin: text,
  duration: z.coerce.number().positive().nullable().catch(null),
  cover: pictureUrl,
});

/** `authorization` is sent as it is; it is a secret between the two. */
export function createCustomProvider({
  authorization,
  ...options
}: CatalogueOptions & { authorization: string | null }): CustomProvider {
  const read = createReadJson('custom-provider', options);
  const headers: Record<string, string> = authorization ? { authorization } : {};
  return {
    async search({ title, author, isbn }) {
      if (title.trim() === '') return [];
      const more = { ...(author ? { author } : {}), ...(isbn ? { isbn } : {}) };
      const query = { mediaType: 'book', query: title, ...more };
      const found = await read({ path: 'search', query, headers }, answer);
      return readable(found?.matches ?? [], match).map(matchOf);
    },
  };
}

function matchOf(row: z.output<typeof match>): CustomMatch {
  const { title, subtitle, publisher, description, genres, language, isbn, asin } = row;
  return {
    title,
    subtitle,
    publisher,
    description,
    genres,
    language,
    isbn,
    asin,
    authors: namesIn(row.author),
    narrators: namesIn(row.narrator),
    series: readable(row.series, place).map(({ series, sequence }) => {
      return { name: series, position: sequence };
    }),
    year: row.publishedYear,
    minutes: row.duration,
    coverUrl: row.cover,
  };
}

/** The protocol joins names with commas. */
function namesIn(joined: string | null): string[] {
  return (joined ?? '').split(',').flatMap((name) => name.trim() || []);
}
