import type { Audible, AudibleProduct } from '../../src/clients/audible/index.ts';

export type CountedAudible = Audible & { requests: () => number };

/** A catalogue that sells these products and counts what it is asked. */
export function openCatalogue(products: readonly AudibleProduct[]): CountedAudible {
  const byAsin = new Map(products.map((product) => [product.asin, product]));
  const byAuthor = Map.groupBy(products, ({ authors }) => authors[0]?.name ?? '');
  const links = products.flatMap((product) =>
    product.series.map(({ asin, position }) => ({ series: asin, asin: product.asin, position })),
  );
  const bySeries = Map.groupBy(links, ({ series }) => series);
  let requests = 0;
  const answer = <T>(value: T): Promise<T> => {
    requests += 1;
    return Promise.resolve(value);
  };
  const wordsOf = (text: string) => text.toLowerCase().match(/\w+/g) ?? [];
  return {
    requests: () => requests,
    product: (asin) => answer(byAsin.get(asin) ?? null),
    products: (asins) =>
      answer({
        products: asins.flatMap((asin) => byAsin.get(asin) ?? []),
        missing: asins.filter((asin) => !byAsin.has(asin)),
      }),
    seriesEntries: (asin) => {
      const own = bySeries.get(asin) ?? [];
      const entries = own.map((link) => ({
        asin: link.asin,
        position: link.position ?? '',
        sort: null,
      }));
      return answer({ title: null, entries, droppedRows: 0 });
    },
    searchProducts: ({ title = '', author = '', limit = 10 }) => {
      const asked = new Set(wordsOf(title));
      const own = byAuthor.get(author) ?? [];
      const scored = own.map((product) => ({
        product,
        score: wordsOf(product.title).filter((word) => asked.has(word)).length,
      }));
      const best = scored.toSorted((a, b) => b.score - a.score).slice(0, limit);
      return answer(best.map(({ product }) => product));
    },
    productsOfAuthor: (author) => answer({ products: byAuthor.get(author) ?? [], isWhole: true }),
  };
}
