import { z } from 'zod';

const text = z.string().trim().min(1).nullable().catch(null);
const count = z.int().min(0).nullable().catch(null);
const rows = z.array(z.unknown());
const numberAsText = z.union([z.string().trim(), z.number().transform(String)]);

/** ASINs are ten capitals or digits; older books carry their ISBN-10 instead. */
export const asin = z.string().regex(/^[0-9A-Z]{10}$/);

export const productAnswer = z.object({ product: z.record(z.string(), z.unknown()) });

export const productsAnswer = z.object({ products: rows });

export const seriesAnswer = z.object({
  product: z.object({ title: text, relationships: rows.nullish() }),
});

export const relationship = z.object({
  asin,
  relationship_to_product: z.string(),
  relationship_type: z.string(),
  sequence: numberAsText.catch(''),
  sort: z
    .union([z.number(), z.string().regex(/^\d{1,9}$/)])
    .transform(Number)
    .nullable()
    .catch(null),
});

export const person = z.object({
  asin: asin.nullable().catch(null),
  name: z.string().trim().min(1),
});

export const seriesLink = z.object({
  asin,
  title: z.string().trim().min(1),
  sequence: numberAsText.catch('').transform((sequence) => sequence || null),
});

/** A product without title is how the catalogue answers for an ASIN it does not know. */
export const product = z.object({
  asin,
  title: z.string().trim().min(1),
  subtitle: text,
  authors: rows.catch([]),
  narrators: rows.catch([]),
  series: rows.catch([]),
  release_date: z.iso.date().nullable().catch(null),
  runtime_length_min: z.int().positive().nullable().catch(null),
  language: text,
  format_type: text,
  publisher_name: text,
  publisher_summary: text,
  isbn: text,
  content_delivery_type: text,
  product_state: text,
  is_purchasability_suppressed: z.boolean().nullable().catch(null),
  rating: z
    .object({ overall_distribution: z.object({ num_ratings: count }) })
    .nullable()
    .catch(null),
  product_images: z
    .object({ 500: z.url({ protocol: /^https?$/ }) })
    .nullable()
    .catch(null),
});
export type Product = z.output<typeof product>;
