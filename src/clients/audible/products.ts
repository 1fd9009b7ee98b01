import type { Api } from './api.ts';
import { type AudibleProduct, parseProduct } from './product.ts';
import * as schema from './schema.ts';

/** The catalogue takes no more ASINs, and gives no more results, in one request. */
const mostPerRequest = 50;
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

function isAsin(text: string): boolean {
  return schema.asin.safeParse(text).success;
}
