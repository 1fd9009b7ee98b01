import { type Book, books as sandboxBooks } from './books.ts';
import { isFound } from './found.ts';
import { json, type SandboxRequest, type SandboxServer, serve } from './http.ts';

/**
 * The stand-ins of the catalogues that are asked about single books, on one port. Kinds for `failNext`:
 * audnexus, chapters, google, itunes, openLibrary, custom.
 */
export type ProviderServer = SandboxServer & {
  /** Can be changed while it runs. */
  books: Book[];
  /** What the custom provider wants as Authorization. */
  authorization: string;
  /** The product's configuration for these. */
  environment: Record<string, string>;
};

const authorization = 'sandbox-provider-key';

export async function startProviders(
  listed: readonly Book[] = sandboxBooks,
): Promise<ProviderServer> {
  const place = { books: [...listed] };
  const byAsin = ({ params }: SandboxRequest) =>
    place.books.find(({ asin }) => asin === params['asin']);
  const matching = (words: string) => place.books.filter((book) => isFound(book, words));
  const server = await serve({
    notFound: json({ message: 'Not Found' }, 404),
    routes: [
      {
        kind: 'audnexus',
        method: 'GET',
        path: '/audnexus/books/:asin',
        answer: (request) => {
          const book = byAsin(request);
          return book ? json(audnexusBook(book)) : json({ statusCode: 404 }, 404);
        },
      },
      {
        kind: 'chapters',
        method: 'GET',
        path: '/audnexus/books/:asin/chapters',
        answer: (request) => {
          const book = byAsin(request);
          return book ? json(audnexusChapters(book)) : json({ statusCode: 404 }, 404);
        },
      },
      {
        kind: 'google',
        method: 'GET',
        path: '/google/volumes',
        answer: ({ query }) => {
          const words = query.get('q') ?? '';
          const isbn = /^isbn:(.+)$/.exec(words)?.[1];
          const found = isbn
            ? place.books.filter((book) => isbnOf(book) === isbn)
            : matching(words.replaceAll(/in(?:title|author):|"/g, ' '));
          return json({
            kind: 'books#volumes',
            totalItems: found.length,
            items: found.map(volume),
          });
        },
      },
      {
        kind: 'itunes',
        method: 'GET',
        path: '/itunes/search',
        answer: ({ query }) => {
          const results = matching(query.get('term') ?? '').map(shopItem);
          return json({ resultCount: results.length, results });
        },
      },
      {
        kind: 'openLibrary',
        method: 'GET',
        path: '/openlibrary/search.json',
        answer: ({ query }) => {
          const isbn = query.get('isbn');
          const found = isbn
            ? place.books.filter((book) => isbnOf(book) === isbn)
            : matching(`${query.get('title')} ${query.get('author') ?? ''}`);
          return json({ numFound: found.length, docs: found.map(libraryWork) });
        },
      },
      {
        kind: 'custom',
        method: 'GET',
        path: '/custom/search',
        answer: ({ query, headers }) => {
          if (headers.authorization !== authorization) return json({ error: 'Unauthorized' }, 401);
          const found = matching(`${query.get('query')} ${query.get('author') ?? ''}`);
          return json({ matches: found.map(customMatch) });
        },
      },
    ],
  });
  const { url } = server;
  const environment = {
    AUDNEXUS_URL: `${url}/audnexus`,
    GOOGLE_BOOKS_URL: `${url}/google`,
    ITUNES_URL: `${url}/itunes`,
    OPEN_LIBRARY_URL: `${url}/openlibrary`,
  };
  return Object.assign(place, server, { authorization, environment });
}

/** An ISBN of its own for each book, with its check digit. */
export function isbnOf({ asin }: Book): string {
  const core = `978${String(Number.parseInt(asin.slice(2), 36) % 1e9).padStart(9, '0')}`;
  const sum = core
    .split('')
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return `${core}${(10 - (sum % 10)) % 10}`;
}

const storyOf = ({ title, author }: Book) => `${title}, as ${author} told it.`;

function audnexusBook(book: Book): object {
  const { asin, title, author, narrators, series, minutes, year, dramatised } = book;
  return {
    asin,
    title,
    authors: [{ name: author }],
    narrators: narrators.map((name) => ({ name })),
    ...(series ? { seriesPrimary: { ...series, position: series.position } } : {}),
    publisherName: 'Sandbox Recordings',
    summary: `<p>${storyOf(book)}</p>`,
    releaseDate: `${year}-01-01T00:00:00.000Z`,
    genres: [
      { name: 'Classics', type: 'genre' },
      { name: 'Out of print', type: 'tag' },
    ],
    language: 'english',
    runtimeLengthMin: minutes,
    formatType: dramatised ? 'original_recording' : 'unabridged',
    region: 'us',
  };
}

function audnexusChapters({ asin, minutes }: Book): object {
  const lengthMs = minutes * 30_000;
  const chapters = ['One', 'Two'].map((title, at) => ({
    title,
    lengthMs,
    startOffsetMs: at * lengthMs,
  }));
  return { asin, isAccurate: true, chapters };
}

function volume(book: Book): object {
  return {
    id: book.asin,
    volumeInfo: {
      title: book.title,
      authors: [book.author],
      publisher: 'Sandbox Press',
      publishedDate: String(book.year),
      description: storyOf(book),
      industryIdentifiers: [{ type: 'ISBN_13', identifier: isbnOf(book) }],
      categories: ['Fiction'],
      language: 'en',
    },
  };
}

function shopItem({ title, author, year }: Book): object {
  return {
    wrapperType: 'audiobook',
    collectionName: `${title} (Unabridged)`,
    artistName: author,
    releaseDate: `${year}-01-01T08:00:00Z`,
    primaryGenreName: 'Classics',
    description: `<b>${title}</b> in full.`,
  };
}

function libraryWork({ title, author, year }: Book): object {
  return { title, author_name: [author], first_publish_year: year };
}

function customMatch(book: Book): object {
  const { asin, title, author, narrators, series, minutes, year } = book;
  return {
    asin,
    title,
    author,
    publishedYear: String(year),
    duration: minutes,
    narrator: narrators.join(', '),
    series: series ? [{ series: series.name, sequence: series.position }] : [],
    isbn: isbnOf(book),
    language: 'English',
  };
}
