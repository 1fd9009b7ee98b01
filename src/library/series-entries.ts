import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audible, AudibleProduct } from '../clients/audible/index.ts';
import type { SeriesEntry } from './gaps.ts';
import type { Series } from './series.entity.ts';
import { storableJson } from '../storable.ts';
import { foldName, foldSeries } from './text.ts';

export type EntriesOutcome =
  | { kind: 'read'; asin: string; entries: SeriesEntry[] }
  | { kind: 'unknown'; reason: string };

type OwnedRow = { title: string; author: string; asin: string | null };

/** Asks the catalogue for the whole series that the owned books belong to; unknown when it has no such series. */
export async function readSeriesEntries(
  em: EntityManager,
  audible: Audible,
  series: Series,
): Promise<EntriesOutcome> {
  const asin = series.audibleAsin ?? (await findSeriesAsin(em, audible, series));
  if (!asin) return { kind: 'unknown', reason: 'the catalogue does not list this series' };
  const listing = await audible.seriesEntries(asin);
  const { products } = await audible.products(listing.entries.map((entry) => entry.asin));
  const productOf = new Map(products.map((product) => [product.asin, product]));
  const entries = listing.entries.flatMap((entry) => {
    const product = productOf.get(entry.asin);
    return product ? [entryOf(entry.position, product)] : [];
  });
  if (entries.length === 0) {
    return { kind: 'unknown', reason: 'the catalogue lists no books of this series' };
  }
  return { kind: 'read', asin, entries };
}

/** The series product, by way of a book we own: by its ASIN, else by title and author. */
async function findSeriesAsin(
  em: EntityManager,
  audible: Audible,
  series: Series,
): Promise<string | null> {
  const owned = await em.execute<OwnedRow[]>(
    `select b.title, b.author, b.asin from book_series bs join books b on b.id = bs.book_id
      where bs.series_id = ? and b.status = 'active' order by b.asin is null, b.id limit 3`,
    [series.id],
  );
  for (const book of owned) {
    const known = book.asin ? await audible.product(book.asin) : null;
    const search = { title: book.title, author: book.author, limit: 10 };
    // The market may not know the ASIN of another one.
    const products = known ? [known] : await audible.searchProducts(search);
    for (const product of products) {
      const asin = matchingSeries(product, series);
      if (asin) return asin;
    }
  }
  return null;
}

/** A book can stand in a wider series first: the one of our name counts, and its author must be ours. */
function matchingSeries(product: AudibleProduct, series: Series): string | null {
  const authors = product.authors.map((author) => foldName(author.name));
  if (series.foldedAuthor && !authors.includes(series.foldedAuthor)) return null;
  return product.series.find((one) => foldSeries(one.title) === series.foldedName)?.asin ?? null;
}

function entryOf(position: string, product: AudibleProduct): SeriesEntry {
  return {
    asin: product.asin,
    title: product.title,
    position,
    releaseDate: product.releaseDate,
    language: product.language,
    authors: product.authors.map((author) => author.name),
    narrators: product.narrators,
    runtimeMinutes: product.runtimeMinutes,
    isUnabridged: product.isUnabridged,
    ratingCount: product.ratingCount,
    isPurchasable: product.isPurchasable,
    coverUrl: product.coverUrl,
  };
}

/** Replaces the stored list of a series by what the catalogue says now. */
export async function saveSeriesEntries(
  em: EntityManager,
  seriesId: number,
  outcome: EntriesOutcome,
  now: Date,
): Promise<void> {
  if (outcome.kind === 'unknown') {
    await em.execute(
      'update series set last_completion_check = ?, last_completion_error = ? where id = ?',
      [now, outcome.reason, seriesId],
    );
    return;
  }
  await em.execute('delete from series_entries where series_id = ?', [seriesId]);
  await em.execute(
    `insert into series_entries (series_id, asin, title, position, release_date, language, authors,
            narrators, runtime_minutes, is_unabridged, is_purchasable, rating_count, cover_url, seen_at)
     select ?, e."asin", e."title", e."position", e."releaseDate", e."language", e."authors", e."narrators",
            e."runtimeMinutes", e."isUnabridged", e."isPurchasable", e."ratingCount", e."coverUrl", ?
       from jsonb_to_recordset(?::jsonb) as e("asin" text, "title" text, "position" text,
            "releaseDate" date, "language" text, "authors" jsonb, "narrators" jsonb,
            "runtimeMinutes" integer, "isUnabridged" boolean, "isPurchasable" boolean, "ratingCount" integer,
            "coverUrl" text)
     on conflict (series_id, asin) do nothing`,
    [seriesId, now, storableJson(outcome.entries)],
  );
  await em.execute(
    `update series set audible_asin = ?, last_completion_check = ?, last_completion_error = null where id = ?`,
    [outcome.asin, now, seriesId],
  );
}
