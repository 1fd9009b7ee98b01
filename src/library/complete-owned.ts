import type { EntityManager } from '@mikro-orm/postgresql';
import type { GapReport, OwnedBook } from './gaps.ts';
import { parsePosition, writePosition } from './position.ts';
import { foldTitle } from './title.ts';

type OpenRow = { id: number; asin: string | null; series_number: string | null; title: string };

/** A book that is no gap any more because it is on the shelf, alone or in an omnibus, is done, whoever put it there. */
export async function completeOwned(
  em: EntityManager,
  seriesId: number,
  present: readonly string[],
  { owned, report }: { owned: readonly OwnedBook[]; report: GapReport },
): Promise<void> {
  const rows = await em.execute<OpenRow[]>(
    `select id, asin, series_number, title from missing_books
      where series_id = ? and download_status <> 'completed' and not (work_key in (?))`,
    [seriesId, [...present, '']],
  );
  const findOwned = indexOwned(owned);
  const covered = new Map(report.coveredByOmnibus.map((book) => [book.position, book.ownedId]));
  for (const row of rows) {
    const bookId = findOwned(row)?.id ?? covered.get(row.series_number ?? '');
    if (bookId === undefined) continue;
    await em.execute(
      `update missing_books set download_status = 'completed', book_id = ?, is_wanted = false where id = ?`,
      [bookId, row.id],
    );
  }
}

/** Answers the first owned book that has the ASIN, the number or the title of a gap. */
function indexOwned(owned: readonly OwnedBook[]): (row: OpenRow) => OwnedBook | undefined {
  const index = new Map<string, number>();
  for (const [at, book] of owned.entries()) {
    const place = parsePosition(book.position);
    const keys = [`asin ${book.asin}`, place && `place ${writePosition(place)}`, titleKey(book)];
    for (const key of keys) if (key !== null && !index.has(key)) index.set(key, at);
  }
  return (row) => {
    const keys = [row.asin && `asin ${row.asin}`, `place ${row.series_number}`, titleKey(row)];
    const found = keys.map((key) => (key === null ? undefined : index.get(key)));
    const [first] = found.filter((at) => at !== undefined).toSorted((a, b) => a - b);
    return first === undefined ? undefined : owned[first];
  };
}

function titleKey({ title }: { title: string }): string {
  return `title ${foldTitle(title)}`;
}
