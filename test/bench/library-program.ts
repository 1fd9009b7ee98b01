import type { Audible } from '../../src/clients/audible/index.ts';
import type { LibraryItem } from '../../src/clients/audiobookshelf/index.ts';
import type { Connection } from '../../src/db/orm.ts';
import { openOrm } from '../../src/db/orm.ts';
import { completeAuthors } from '../../src/library/complete-authors.ts';
import { completeSeries } from '../../src/library/complete.ts';
import { createShelf, now, policy, scan } from '../library/shelf.ts';

// A process of its own, so that its memory is the program's alone: the library and the catalogue are in
// the process that started it and answer its questions.
export type Question = { id: number; name: keyof Audible | 'items'; values: unknown[] };
export type Answer = { id: number; value: unknown };
export type Start = { connection: Connection };
export type Told =
  | { kind: 'time'; what: string; seconds: number }
  | { kind: 'end'; series: number; authors: number; idleMegabytes: number; peakMegabytes: number };

const pageSize = 100;
const waiting = new Map<number, (value: unknown) => void>();
let asked = 0;

function ask<T>(name: Question['name'], ...values: unknown[]): Promise<T> {
  asked += 1;
  const id = asked;
  return new Promise<T>((resolve) => {
    waiting.set(id, resolve as (value: unknown) => void);
    process.send?.({ id, name, values } satisfies Question);
  });
}

const audible: Audible = {
  product: (asin) => ask('product', asin),
  products: (asins) => ask('products', asins),
  seriesEntries: (asin) => ask('seriesEntries', asin),
  searchProducts: (search) => ask('searchProducts', search),
  productsOfAuthor: (author) => ask('productsOfAuthor', author),
};

async function run({ connection }: Start): Promise<void> {
  const orm = await openOrm(connection, 4);
  const em = () => orm.em.fork();
  const idle = process.memoryUsage().rss;
  await timed('library read', async () => scan(em(), createShelf(await readItems())));
  const { signal } = new AbortController();
  const options = { policy, now, holdsNew: false, signal, onStep: async () => {} };
  const catalogues = { audible, hardcover: null };
  const series = await timed('series compared', () => completeSeries(em(), catalogues, options));
  const authors = await timed('authors compared', () => completeAuthors(em(), catalogues, options));
  await timed('all compared again', async () => {
    await completeSeries(em(), catalogues, options);
    await completeAuthors(em(), catalogues, options);
  });
  await orm.close();
  tell({
    kind: 'end',
    series: series.series,
    authors: authors.authors,
    idleMegabytes: Math.round(idle / 1024 ** 2),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  });
  process.disconnect();
}

/** Page by page, all of it in memory at the end, as the real client does. */
async function readItems(): Promise<LibraryItem[]> {
  const items: LibraryItem[] = [];
  for (;;) {
    const page = await ask<LibraryItem[]>('items', items.length, pageSize);
    items.push(...page);
    if (page.length < pageSize) return items;
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  tell({ kind: 'time', what, seconds: (performance.now() - startedAt) / 1000 });
  return result;
}

function tell(message: Told): void {
  process.send?.(message);
}

process.on('message', (message: Start | Answer) => {
  if ('connection' in message) return void run(message);
  waiting.get(message.id)?.(message.value);
  waiting.delete(message.id);
});
