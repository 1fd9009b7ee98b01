import type { EntityManager } from '@mikro-orm/postgresql';
import { sameWork } from '../library/match.ts';
import type { Download } from './download.entity.ts';

type Row = { title: string; author: string; series: string | null; position: string | null };

/** Whether a folder of the library, named from the library root, already holds the book of a download. */
export async function isShelvedAt(
  em: EntityManager,
  { missingBook: missing }: Download,
  place: string,
): Promise<boolean> {
  if (!missing) return false;
  const rows = await em.execute<Row[]>(
    `select title, author, series, series_number as position from books
      where status <> 'archived' and right(path, char_length(?::text) + 1) = '/' || ?::text`,
    [place, place],
  );
  const wanted = work({
    title: missing.title,
    author: missing.authorName,
    series: missing.seriesName ?? null,
    position: missing.seriesNumber ?? null,
  });
  return rows.some((row) => sameWork(wanted, work(row)).same);
}

function work({ title, author, series, position }: Row) {
  const authors = author.split(', ').filter((name) => name !== '');
  return { title, authors, series: series ? [{ name: series, position }] : [] };
}
