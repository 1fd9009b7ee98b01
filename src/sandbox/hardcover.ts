import { type Book, books as sandboxBooks } from './books.ts';
import { isFound } from './found.ts';
import { bodyObject, isObject, json, type SandboxServer, serve } from './http.ts';

/** A book of the stand-in; `audio` is null for one without an audiobook. */
export type ListedBook = {
  id: number;
  title: string;
  author: string;
  others?: { name: string; as: string | null }[];
  series: { name: string; position: number } | null;
  releaseDate: string | null;
  audio: { asin: string | null; seconds: number | null } | null;
};

/** The stand-in of Hardcover's GraphQL API. Kind for `failNext`: graphql. */
export type HardcoverServer = SandboxServer & { books: ListedBook[]; token: string };

const token = 'sandbox-hardcover-token';
type Page = { limit: number; offset: number };

/** Lists the sandbox's own books unless told other ones; `books` can be changed while it runs. */
export async function startHardcover(
  listed: ListedBook[] = sandboxList(),
): Promise<HardcoverServer> {
  const place = { books: listed };
  const server = await serve({
    notFound: json({ error: 'Not Found' }, 404),
    routes: [
      {
        kind: 'graphql',
        method: 'POST',
        path: '/v1/graphql',
        answer: (request) => {
          if (request.headers.authorization !== `Bearer ${token}`) {
            return json({ error: 'invalid_token', error_description: 'sandbox' }, 401);
          }
          const { query, variables } = bodyObject(request);
          const name = /^query (\w+)/.exec(String(query))?.[1] ?? '';
          const data = answerOf(name, isObject(variables) ? variables : {}, place.books);
          return json(data ? { data } : { errors: [{ message: `unknown query ${name}` }] });
        },
      },
    ],
  });
  return Object.assign(place, server, { url: `${server.url}/v1/graphql`, token });
}

function answerOf(
  name: string,
  variables: Record<string, unknown>,
  books: readonly ListedBook[],
): object | null {
  const page = { limit: Number(variables['limit']), offset: Number(variables['offset']) };
  const id = Number(variables['id']);
  if (name === 'Search') return search(String(variables['words']), variables['kind'], books);
  if (name === 'SeriesBooks') return { series: [{ book_series: seriesRows(id, books, page) }] };
  if (name === 'BookOfEdition') return editionRows(variables['asin'], books);
  if (name !== 'AuthorBooks') return null;
  const author = authorsOf(books)[id - 1];
  if (author === undefined) return { authors_by_pk: null };
  const own = books.filter((book) => peopleOf(book).some((one) => one.name === author));
  const contributions = own.slice(page.offset, page.offset + page.limit).map((book) => ({
    contribution: peopleOf(book).find((one) => one.name === author)?.as ?? null,
    book: bookRow(book),
  }));
  return { authors_by_pk: { contributions } };
}

function search(words: string, kind: unknown, books: readonly ListedBook[]): object {
  if (kind === 'Book') return bookHits(words, books);
  const documents =
    kind === 'Series'
      ? seriesOf(books).map((name, index) => ({
          id: String(index + 1),
          name,
          author_name: books.find((book) => book.series?.name === name)?.author,
        }))
      : authorsOf(books).map((name, index) => ({ id: String(index + 1), name }));
  const found = documents.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  const hits = found.slice(0, 5).map((document) => ({ document }));
  return { search: { results: { found: found.length, hits } } };
}

function bookHits(words: string, books: readonly ListedBook[]): object {
  const hits = books.flatMap((book) => {
    if (!isFound(book, words)) return [];
    const { title, author, series, releaseDate } = book;
    const featured = series && { position: series.position, series: { name: series.name } };
    const year = releaseDate === null ? null : Number(releaseDate.slice(0, 4));
    const document = {
      title,
      author_names: [author],
      featured_series: featured,
      release_year: year,
    };
    return [{ document }];
  });
  return { search: { results: { found: hits.length, hits: hits.slice(0, 5) } } };
}

function editionRows(asin: unknown, books: readonly ListedBook[]): object {
  const found = books.filter(({ audio }) => audio?.asin === asin).slice(0, 1);
  const editions = found.map((book) => {
    const { name, position } = book.series ?? {};
    const places = name === undefined ? [] : [{ position, details: null, series: { name } }];
    return { book: { ...bookRow(book), description: null, book_series: places } };
  });
  return { editions };
}

function seriesRows(id: number, books: readonly ListedBook[], page: Page): object[] {
  const name = seriesOf(books)[id - 1];
  const own = books.filter((book) => name !== undefined && book.series?.name === name);
  const sorted = own.toSorted((a, b) => (a.series?.position ?? 0) - (b.series?.position ?? 0));
  return sorted.slice(page.offset, page.offset + page.limit).map((book) => ({
    position: book.series?.position,
    details: String(book.series?.position),
    book: bookRow(book),
  }));
}

function bookRow(book: ListedBook): object {
  return {
    id: book.id,
    title: book.title,
    release_date: book.releaseDate,
    contributions: peopleOf(book).map((one) => ({
      contribution: one.as,
      author: { name: one.name },
    })),
    default_audio_edition: book.audio && {
      asin: book.audio.asin,
      audio_seconds: book.audio.seconds,
    },
  };
}

function peopleOf({ author, others = [] }: ListedBook): { name: string; as: string | null }[] {
  return [{ name: author, as: null }, ...others];
}

function seriesOf(books: readonly ListedBook[]): string[] {
  return [...new Set(books.flatMap(({ series }) => series?.name ?? []))];
}

function authorsOf(books: readonly ListedBook[]): string[] {
  return [...new Set(books.flatMap((book) => peopleOf(book).map(({ name }) => name)))];
}

/** The sandbox's books as this catalogue knows them: works, not editions, and no omnibus. */
function sandboxList(): ListedBook[] {
  const works = sandboxBooks.filter(
    ({ dramatised, series }) => !dramatised && (!series || /^\d+$/.test(series.position)),
  );
  return works.map((book, index) => ({
    id: index + 1,
    title: book.title,
    author: book.author,
    series: book.series && { name: book.series.name, position: Number(book.series.position) },
    releaseDate: dateOf(book),
    audio: { asin: book.asin, seconds: book.minutes * 60 },
  }));
}

function dateOf({ dueInDays, year }: Book): string | null {
  return dueInDays === null ? `${year}-01-01` : null;
}
