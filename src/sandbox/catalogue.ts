import { type Book, books as sandboxBooks } from './books.ts';
import { drawCover } from './cover.ts';
import { json, type SandboxServer, serve, text } from './http.ts';

/** The metadata catalogue stand-in: Audible's. Kinds for `failNext`: product, products, cover. */
export type Catalogue = SandboxServer;

type Series = NonNullable<Book['series']>;

const dayMs = 86_400_000;
const mostAsins = 50;

/** Without a region's book the catalogue answers 200 with the bare ASIN. */
export async function startCatalogue(options: {
  now: () => Date;
  /** Can be changed while it runs. */
  books?: readonly Book[];
}): Promise<Catalogue> {
  const startedAt = options.now();
  const { books = sandboxBooks } = options;
  const bookOf = (asin: string) => books.find((book) => book.asin === asin);
  const seriesOf = (asin: string) => books.find(({ series }) => series?.asin === asin)?.series;
  let url = '';
  const server = await serve({
    notFound: json({ message: 'Not Found' }, 404),
    routes: [
      {
        kind: 'cover',
        method: 'GET',
        path: '/images/:file',
        answer: ({ params }) => {
          const asin = params['file']?.replace(/\.png$/, '') ?? '';
          if (!bookOf(asin)) return text('Not Found', 404);
          return { status: 200, headers: { 'content-type': 'image/png' }, body: drawCover(asin) };
        },
      },
      {
        kind: 'product',
        method: 'GET',
        path: '/1.0/catalog/products/:asin',
        answer: ({ params, query }) => {
          const asin = params['asin'] ?? '';
          const groups = groupsOf(query);
          const book = bookOf(asin);
          const known = seriesOf(asin);
          const product = book
            ? bookProduct(book, groups, { startedAt, url })
            : known
              ? seriesProduct(books, known, groups)
              : { asin };
          return json({ product, response_groups: ['always-returned', ...groups] });
        },
      },
      {
        kind: 'products',
        method: 'GET',
        path: '/1.0/catalog/products',
        answer: ({ query }) => {
          const groups = groupsOf(query);
          const asins = query.get('asins')?.split(',');
          if (asins && asins.length > mostAsins) return json({ message: 'Too many ASINs' }, 400);
          const found = asins
            ? asins.flatMap((asin) => bookOf(asin) ?? [])
            : findBooks(books, query);
          const products = found.map((book) => bookProduct(book, groups, { startedAt, url }));
          const total = { total_results: products.length };
          return json({ products, ...total, response_groups: ['always-returned', ...groups] });
        },
      },
    ],
  });
  ({ url } = server);
  return server;
}

function groupsOf(query: URLSearchParams): string[] {
  return query.get('response_groups')?.split(',') ?? [];
}

/** A book with the asked response groups only, as the original does. */
function bookProduct(
  book: Book,
  groups: string[],
  { startedAt, url }: { startedAt: Date; url: string },
): object {
  const date = releaseDate(book, startedAt);
  const parts: Record<string, object> = {
    contributors: {
      authors: [{ asin: `B0${book.asin.slice(2, 6)}AUTH`, name: book.author }],
      narrators: book.narrators.map((name) => ({ name })),
    },
    media: { product_images: { 500: `${url}/images/${book.asin}.png` } },
    product_desc: {
      subtitle: subtitleOf(book),
      publisher_name: 'Sandbox Recordings',
      publisher_summary: `<p>${book.title}, as ${book.author} told it.</p>`,
    },
    product_attrs: {
      content_type: 'Product',
      content_delivery_type: book.minutes > 5 ? 'MultiPartBook' : 'SinglePartBook',
      format_type: book.dramatised ? 'original_recording' : 'unabridged',
      language: 'english',
      runtime_length_min: book.minutes,
      release_date: date,
      issue_date: date,
    },
    product_extended_attrs: { is_purchasability_suppressed: false },
    rating: { rating: { num_reviews: 0, overall_distribution: { num_ratings: ratingsOf(book) } } },
    series: book.series
      ? { series: [{ ...linkOf(book.series), sequence: book.series.position }] }
      : {},
  };
  const asked = Object.entries(parts).filter(([group]) => groups.includes(group));
  return Object.assign({ asin: book.asin, title: book.title }, ...asked.map(([, part]) => part));
}

/** Every edition with its place as the catalogue tells it: a number, a range, nothing. */
function seriesProduct(books: readonly Book[], { name, asin }: Series, groups: string[]): object {
  const members = books.filter((book) => book.series?.asin === asin);
  const relationships = members.map((book, index) => ({
    asin: book.asin,
    relationship_to_product: 'child',
    relationship_type: 'series',
    sequence: book.series?.position ?? '',
    sort: String(index + 1),
  }));
  return {
    asin,
    title: name,
    ...(groups.includes('product_attrs') ? { content_delivery_type: 'BookSeries' } : {}),
    ...(groups.includes('relationships') ? { relationships } : {}),
  };
}

/** Books that share at least half of the asked words, the closest first. */
function findBooks(books: readonly Book[], query: URLSearchParams): Book[] {
  const limit = Math.min(Number(query.get('num_results') ?? 10), 50);
  const page = Math.max(1, Number(query.get('page') ?? 1));
  const asked = ['title', 'author', 'keywords'].flatMap((field) => query.get(field) ?? []);
  const wanted = wordsOf(asked.join(' '));
  const scored = books
    .filter((book) => overlaps(book.author, query.get('author')))
    .filter((book) => overlaps(book.title, query.get('title')))
    .map((book) => ({ book, score: overlap(wanted, wordsOf(`${book.title} ${book.author}`)) }))
    .filter(({ score }) => score >= 0.5)
    .sort((left, right) => right.score - left.score);
  return scored.slice((page - 1) * limit, page * limit).map(({ book }) => book);
}

function overlaps(value: string, asked: string | null): boolean {
  return asked === null || overlap(wordsOf(asked), wordsOf(value)) >= 0.5;
}

function overlap(wanted: Set<string>, given: Set<string>): number {
  const common = [...wanted].filter((word) => given.has(word));
  return common.length / Math.max(1, wanted.size);
}

function wordsOf(value: string): Set<string> {
  return new Set(value.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function releaseDate({ dueInDays, asin }: Book, startedAt: Date): string {
  if (dueInDays === null) return `20${String(Number(asin.slice(-2)) + 8).padStart(2, '0')}-04-02`;
  return new Date(startedAt.getTime() + dueInDays * dayMs).toISOString().slice(0, 10);
}

function subtitleOf({ series }: Book): string | null {
  return series && series.position !== '' ? `${series.name}, Book ${series.position}` : null;
}

function linkOf({ name, asin }: Series) {
  return { asin, title: name, url: `/pd/${asin}` };
}

/** The plain edition has more listeners than a dramatised one; a book not yet out has none. */
function ratingsOf({ dueInDays, dramatised, year }: Book): number {
  if (dueInDays !== null) return 0;
  return dramatised ? 90 : 400 + (year % 100) * 10;
}
