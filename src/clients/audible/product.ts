import type { z } from 'zod';
import * as schema from './schema.ts';

export type AudibleProduct = {
  asin: string;
  title: string;
  subtitle: string | null;
  authors: { asin: string | null; name: string }[];
  narrators: string[];
  /** A wider universe can come before the series proper. */
  series: { asin: string; title: string; position: string | null }[];
  /** YYYY-MM-DD; in the future for an announced book. */
  releaseDate: string | null;
  runtimeMinutes: number | null;
  /** A lower-case English word, such as "english". */
  language: string | null;
  /** Null for original recordings and other forms that are neither. */
  isUnabridged: boolean | null;
  publisher: string | null;
  /** SinglePartBook, MultiPartBook, BookSeries, PodcastParent and more. */
  deliveryType: string | null;
  isPurchasable: boolean | null;
  ratingCount: number | null;
  coverUrl: string | null;
  /** May hold HTML. */
  description: string | null;
  isbn: string | null;
};

/** A catalogue row; null when it has no readable ASIN or no title. */
export function parseProduct(row: unknown): AudibleProduct | null {
  const product = schema.product.safeParse(row).data;
  if (product === undefined) return null;
  return {
    asin: product.asin,
    title: product.title,
    subtitle: product.subtitle,
    authors: readable(product.authors, schema.person),
    narrators: readable(product.narrators, schema.person).map((person) => person.name),
    series: readable(product.series, schema.seriesLink).map(({ sequence, ...series }) => ({
      ...series,
      position: sequence,
    })),
    releaseDate: product.release_date,
    runtimeMinutes: product.runtime_length_min,
    language: product.language,
    isUnabridged: isUnabridged(product.format_type),
    publisher: product.publisher_name,
    deliveryType: product.content_delivery_type,
    isPurchasable: isPurchasable(product),
    ratingCount: product.rating?.overall_distribution.num_ratings ?? null,
    coverUrl: product.product_images?.[500] ?? null,
    description: product.publisher_summary,
    isbn: product.isbn,
  };
}

function readable<T>(rows: unknown[], form: z.ZodType<T>): T[] {
  return rows.flatMap((row) => form.safeParse(row).data ?? []);
}

function isUnabridged(formatType: string | null): boolean | null {
  if (formatType === 'unabridged') return true;
  return formatType === 'abridged' ? false : null;
}

function isPurchasable(product: schema.Product): boolean | null {
  const isSuppressed = product.is_purchasability_suppressed;
  if (product.product_state === 'NOT_AVAILABLE_FOR_PURCHASE') return false;
  return isSuppressed === null ? null : !isSuppressed;
}
