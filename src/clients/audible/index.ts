import { type ApiOptions, createApi } from './api.ts';
import type { AudibleProduct } from './product.ts';
import {
  product,
  type ProductSearch,
  products,
  productsOfAuthor,
  searchProducts,
} from './products.ts';
import { type SeriesEntries, seriesEntries } from './series-entries.ts';

export type { AudibleProduct } from './product.ts';
export type { ProductSearch } from './products.ts';
export type { SeriesEntries, SeriesEntry } from './series-entries.ts';

/** Audible's public catalogue; every call throws an ExternalError when it does not answer. */
export type Audible = {
  /** Null for an ASIN the market does not know. */
  product(asin: string): Promise<AudibleProduct | null>;
  /** In the order asked; `missing` are those unknown, without title or unreadable. */
  products(asins: string[]): Promise<{ products: AudibleProduct[]; missing: string[] }>;
  /** Without title and entries for an ASIN the market does not know. */
  seriesEntries(seriesAsin: string): Promise<SeriesEntries>;
  /** The most relevant that can be read, 10 unless told, 50 at the most; no words find nothing. */
  searchProducts(search: ProductSearch): Promise<AudibleProduct[]>;
  /** All that is listed under an author's name, also what somebody else of that name wrote. */
  productsOfAuthor(author: string): Promise<{ products: AudibleProduct[]; isWhole: boolean }>;
};

/** Asks the catalogue of one market; throws a ConfigError for an unknown region. */
export function createAudible(options: ApiOptions): Audible {
  const api = createApi(options);
  return {
    product: (asin) => product(api, asin),
    products: (asins) => products(api, asins),
    seriesEntries: (seriesAsin) => seriesEntries(api, seriesAsin),
    searchProducts: (search) => searchProducts(api, search),
    productsOfAuthor: (author) => productsOfAuthor(api, author),
  };
}
