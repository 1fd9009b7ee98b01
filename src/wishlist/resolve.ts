import type { Audible, AudibleProduct } from '../clients/audible/index.ts';
import { foldTitle } from '../library/title.ts';
import { releaseFromRow } from '../releases/parse.ts';
import type { Services } from '../services.ts';
import type { BookFacts } from './book-facts.ts';
import type { Asked } from './read-request.ts';

/** A request that only another program can read. */
export type Unread = Extract<Asked, { kind: 'tracker' | 'asin' | 'isbn' | 'page' }>;

export type FoundBook = { title: string; author: string; facts: BookFacts };
/** The one book that is meant, some that may be, or why neither is known. */
export type Found =
  | { kind: 'book'; book: FoundBook }
  | { kind: 'several'; books: FoundBook[] }
  | { kind: 'nothing'; reason: string };

const mostOffered = 5;

/** Asks the tracker or the catalogue what book is meant. Throws ExternalError. */
export async function resolveBook(
  asked: Unread,
  { mam, audible }: Pick<Services, 'mam' | 'audible'>,
): Promise<Found> {
  switch (asked.kind) {
    case 'tracker':
      return await fromTracker(asked.id, mam);
    case 'asin': {
      const product = await audible.product(asked.asin);
      return product
        ? oneOf(product)
        : nothing(`the catalogue of this market does not know the ASIN ${asked.asin}`);
    }
    case 'isbn':
      return await byIsbn(asked.isbn, audible);
    case 'page':
      return await byTitle(asked, audible);
  }
}

async function fromTracker(id: number, mam: Services['mam']): Promise<Found> {
  if (!mam) return nothing('the tracker is not configured');
  const row = await mam.releaseById(id);
  if (!row) return nothing(`the tracker has no torrent ${id}`);
  const { title, authors } = releaseFromRow(row);
  const [author] = authors;
  if (!author) return nothing(`the torrent "${title}" names no author`);
  return { kind: 'book', book: { title, author, facts: {} } };
}

/** Older books are sold under their ISBN; what a search for one brings is not known to be that book. */
async function byIsbn(isbn: string, audible: Audible): Promise<Found> {
  const product = isbn.length === 10 ? await audible.product(isbn) : null;
  if (product) return oneOf(product);
  const books = (await audible.searchProducts({ keywords: isbn, limit: mostOffered })).flatMap(
    bookOf,
  );
  return books.length > 0
    ? { kind: 'several', books }
    : nothing(`the catalogue finds nothing for the ISBN ${isbn}`);
}

/** The address of such a page tells the title without its punctuation, and no author. */
async function byTitle(
  { site, title }: Extract<Asked, { kind: 'page' }>,
  audible: Audible,
): Promise<Found> {
  const products = await audible.searchProducts({ keywords: title, limit: mostOffered });
  const books = products.flatMap(bookOf);
  const same = books.filter((book) => foldTitle(book.title) === foldTitle(title));
  const [only, ...others] = same;
  if (only && others.every(({ author }) => author === only.author)) {
    return { kind: 'book', book: only };
  }
  return books.length > 0
    ? { kind: 'several', books }
    : nothing(`${site} is not asked, and the catalogue finds nothing called "${title}"`);
}

function oneOf(product: AudibleProduct): Found {
  const [book] = bookOf(product);
  return book ? { kind: 'book', book } : nothing(`"${product.title}" names no author`);
}

function bookOf(product: AudibleProduct): FoundBook[] {
  const { asin, title, authors, narrators, releaseDate, coverUrl } = product;
  const [author] = authors;
  if (!author) return [];
  const series = product.series.at(-1);
  const place = { seriesName: series?.title, seriesNumber: series?.position };
  return [
    { title, author: author.name, facts: { asin, narrators, releaseDate, coverUrl, ...place } },
  ];
}

function nothing(reason: string): Found {
  return { kind: 'nothing', reason };
}
