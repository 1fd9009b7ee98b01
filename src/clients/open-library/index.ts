import { z } from 'zod';
import { type CatalogueOptions, createReadJson } from '../read-json.ts';
import { count, readable, rows, texts, year } from '../fields.ts';

/** A work, not an edition: `year` is the one it first came out in. */
export type OpenLibraryWork = {
  title: string;
  authors: string[];
  year: number | null;
  coverUrl: string | null;
};

export type OpenLibrarySearch = { isbn: string } | { title: string; author: string | null };

/** The catalogue of the Internet Archive, which knows the first year of works. */
export type OpenLibrary = {
  /** The most relevant, ten at the most; no words find nothing. */
  search(search: OpenLibrarySearch): Promise<OpenLibraryWork[]>;
};

const answer = z.object({ docs: rows });
const work = z.object({
  title: z.string().trim().min(1),
  author_name: texts,
  first_publish_year: year,
  cover_i: count,
});
const fields = 'key,title,author_name,first_publish_year,cover_i';

export function createOpenLibrary(options: CatalogueOptions): OpenLibrary {
  const read = createReadJson('open-library', options);
  return {
    async search(search) {
      const words = 'isbn' in search ? { isbn: search.isbn } : wordsOf(search);
      if (words === null) return [];
      const query = { ...words, fields, limit: '10' };
      const found = await read({ path: 'search.json', query }, answer);
      return readable(found?.docs ?? [], work).map((row) => ({
        title: row.title,
        authors: row.author_name,
        year: row.first_publish_year,
        coverUrl: coverOf(row.cover_i),
      }));
    },
  };
}

function wordsOf({ title, author }: { title: string; author: string | null }) {
  if (title.trim() === '') return null;
  return author ? { title, author } : { title };
}

function coverOf(id: number | null): string | null {
  return id === null ? null : `https://covers.openlibrary.org/b/id/${id}-L.jpg`;
}
