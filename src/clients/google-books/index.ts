import { z } from 'zod';
import type { HttpAnswer } from '../http.ts';
import { type CatalogueOptions, createReadJson } from '../read-json.ts';
import { pictureUrl, readable, rows, text, texts, year } from '../fields.ts';

export type GoogleBook = {
  title: string;
  subtitle: string | null;
  authors: string[];
  publisher: string | null;
  year: number | null;
  description: string | null;
  isbns: string[];
  genres: string[];
  /** "en", "pt-BR" */
  language: string | null;
  coverUrl: string | null;
};

export type GoogleSearch = { isbn: string } | { title: string; author: string | null };

/** Google's catalogue of printed and electronic books: no narrators, no lengths. */
export type GoogleBooks = {
  /** The most relevant that can be read, ten at the most; no words find nothing. */
  search(search: GoogleSearch): Promise<GoogleBook[]>;
};

const answer = z.object({ items: rows.optional() });
const identifier = z.object({ type: z.string(), identifier: z.string() });
const volume = z.object({
  volumeInfo: z.object({
    title: z.string().trim().min(1),
    subtitle: text,
    authors: texts,
    publisher: text,
    publishedDate: year,
    description: text,
    industryIdentifiers: rows.catch([]),
    categories: texts,
    language: text,
    imageLinks: z.object({ thumbnail: pictureUrl }).nullable().catch(null),
  }),
});

/**
 * The key is a part of the address, as Google documents it for books: no error of ours quotes more
 * than the host.
 */
export function createGoogleBooks({
  apiKey,
  ...options
}: CatalogueOptions & { apiKey: string | undefined }): GoogleBooks {
  const read = createReadJson('google-books', options, isOverQuota);
  const key: Record<string, string> = apiKey ? { key: apiKey } : {};
  return {
    async search(search) {
      const words = wordsOf(search);
      if (words === null) return [];
      const query = { q: words, maxResults: '10', printType: 'books', ...key };
      const found = await read({ path: 'volumes', query }, answer);
      return readable(found?.items ?? [], volume).map(({ volumeInfo }) => bookOf(volumeInfo));
    },
  };
}

/** What is over its quota was answered 403 before it became 429. */
function isOverQuota({ status, body }: HttpAnswer): boolean {
  return status === 403 && /quota|limitExceeded/i.test(body.toString('utf8'));
}

function wordsOf(search: GoogleSearch): string | null {
  if ('isbn' in search) return `isbn:${search.isbn}`;
  const [title, author] = [search.title, search.author ?? ''].map(quotable);
  if (!title) return null;
  return author ? `intitle:"${title}" inauthor:"${author}"` : `intitle:"${title}"`;
}

function quotable(words: string): string {
  return words.replaceAll('"', ' ').trim();
}

function bookOf(info: z.output<typeof volume>['volumeInfo']): GoogleBook {
  const numbers = readable(info.industryIdentifiers, identifier);
  const { title, subtitle, authors, publisher, description, language } = info;
  return {
    title,
    subtitle,
    authors,
    publisher,
    description,
    language,
    year: info.publishedDate,
    isbns: numbers.flatMap((one) => (one.type.startsWith('ISBN') ? [one.identifier] : [])),
    genres: info.categories,
    coverUrl: info.imageLinks?.thumbnail?.replace(/^http:/, 'https:') ?? null,
  };
}
