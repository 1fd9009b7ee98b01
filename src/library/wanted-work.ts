import type { EntityManager } from '@mikro-orm/postgresql';
import type { WorkKey } from './match.ts';
import type { MissingBook } from './missing-book.entity.ts';

type Listed = { runtimeMinutes: number | null; isUnabridged: boolean | null };

/** All that is known of a missing book, with the length of its edition in the catalogue. */
export async function wantedWork(em: EntityManager, missing: MissingBook): Promise<WorkKey> {
  const [listed] = await em.execute<Listed[]>(
    `select runtime_minutes as "runtimeMinutes", is_unabridged as "isUnabridged"
       from series_entries where series_id = ? and asin = ?`,
    [missing.seriesId ?? null, missing.asin ?? null],
  );
  const { seriesName, seriesNumber } = missing;
  return {
    ...askedWork(missing),
    narrators: missing.narrators,
    series: seriesName ? [{ name: seriesName, position: seriesNumber ?? null }] : [],
    asin: missing.asin ?? null,
    durationSeconds: listed?.runtimeMinutes ? listed.runtimeMinutes * 60 : null,
    isAbridged: listed?.isUnabridged === false,
  };
}

/** What the tracker is asked for to find a missing book. */
export function askedWork({ title, authorName }: Pick<MissingBook, 'title' | 'authorName'>): {
  title: string;
  authors: string[];
} {
  return { title, authors: namesIn(authorName) };
}

/** The people of a column that keeps them as one text. */
export function namesIn(text: string | null | undefined): string[] {
  return (text ?? '').split(', ').filter((name) => name !== '');
}
