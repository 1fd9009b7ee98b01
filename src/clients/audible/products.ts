import type { Api } from './api.ts';
import { type AudibleProduct, parseProduct } from './product.ts';
import * as schema from './schema.ts';

/** The catalogue takes no more ASINs, and gives no more results, in one request. */
const mostPerRequest = 50;
/** The catalogue gives no more than so many pages of a search. */
const mostPages = 10;
const detail = {
  response_groups:
    'contributors,media,product_attrs,product_desc,product_details,product_extended_attrs,rating,series',
  image_sizes: '500',
};

export type ProductSearch = { title?: string; author?: string; keywords?: string; limit?: number };

export async function product(api: Api, asin: string): Promise<AudibleProduct | null> {
  if (!isAsin(asin)) return null;
  const answer = await api.jsonIfFound(`products/${asin}`, detail, schema.productAnswer);
  return answer === null ? null : parseProduct(answer.product);
}

export async function products(
  api: Api,
  asins: string[],
): Promise<{ products: AudibleProduct[]; missing: string[] }> {
  const asked = [...new Set(asins)];
  // One malformed ASIN can make the catalogue refuse the whole request.
  const askable = asked.filter(isAsin);
  const found = new Map<string, AudibleProduct>();
  for (let start = 0; start < askable.length; start += mostPerRequest) {
    const chunk = askable.slice(start, start + mostPerRequest);
    const query = { ...detail, asins: chunk.join(',') };
    const answer = await api.json('products', query, schema.productsAnswer);
    for (const row of answer.products) {
      const parsed = parseProduct(row);
      if (parsed !== null) found.set(parsed.asin, parsed);
    }
  }
  return {
    products: asked.flatMap((asin) => found.get(asin) ?? []),
    missing: asked.filter((asin) => !found.has(asin)),
  };
}

export async function searchProducts(api: Api, search: ProductSearch): Promise<AudibleProduct[]> {
  const { limit = 10, ...texts } = search;
  const words = Object.entries(texts).filter(([, text]) => text.trim() !== '');
  // Without words the catalogue lists its bestsellers.
  if (words.length === 0) return [];
  const query = {
    ...detail,
    ...Object.fromEntries(words),
    num_results: String(Math.min(limit, mostPerRequest)),
    products_sort_by: 'Relevance',
  };
  const answer = await api.json('products', query, schema.productsAnswer);
  return answer.products.flatMap((row) => parseProduct(row) ?? []);
}

/**
 * Everything the market lists under the name of an author. `isWhole` is false when it lists more than
 * can be read; a page that repeats the one before is the end.
 */
export async function productsOfAuthor(
  api: Api,
  author: string,
): Promise<{ products: AudibleProduct[]; isWhole: boolean }> {
  const found = new Map<string, AudibleProduct>();
  if (author.trim() === '') return { products: [], isWhole: true };
  for (let page = 1; page <= mostPages; page += 1) {
    const place = { num_results: String(mostPerRequest), page: String(page) };
    const query = { ...detail, author, ...place, products_sort_by: '-ReleaseDate' };
    const { products: rows } = await api.json('products', query, schema.productsAnswer);
    const before = found.size;
    for (const row of rows) {
      const parsed = parseProduct(row);
      if (parsed) found.set(parsed.asin, parsed);
    }
    const isLast = rows.length < mostPerRequest || found.size === before;
    if (isLast) return { products: [...found.values()], isWhole: true };
  }
  return { products: [...found.values()], isWhole: false };
}

function isAsin(text: string): boolean {
  return schema.asin.safeParse(text).success;
}
