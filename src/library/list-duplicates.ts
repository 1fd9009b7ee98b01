import type { EntityManager } from '@mikro-orm/postgresql';
import { type Copy, type Duplicates, findDuplicates } from './duplicates.ts';
import { namesIn } from './wanted-work.ts';

type Row = Omit<Copy, 'authors' | 'narrators' | 'series'> & {
  author: string;
  narrator: string | null;
  series: Copy['series'] | null;
};

/** Everything that stands on the shelf more than once. */
export async function listDuplicates(em: EntityManager): Promise<Duplicates[]> {
  const rows = await em.execute<Row[]>(
    `select b.id, b.title, b.author, b.narrator, b.asin, b.bitrate_kbps as "bitrateKbps",
            b.is_abridged as "isAbridged", (b.duration_minutes * 60)::float8 as "durationSeconds", p.series
       from books b
       left join (select bs.book_id, json_agg(json_build_object('name', s.name, 'position', bs.position)) as series
                    from book_series bs join series s on s.id = bs.series_id group by bs.book_id) p
         on p.book_id = b.id
      where b.status = 'active' order by b.id`,
  );
  return findDuplicates(
    rows.map(({ author, narrator, series, ...row }) => ({
      ...row,
      authors: namesIn(author),
      narrators: namesIn(narrator),
      series: series ?? [],
    })),
  );
}

/**
 * Says of every book whether a better one of the same work stands beside it, and takes that back where it
 * is so no longer; answers how many works stand there more than once.
 */
export async function markInferior(em: EntityManager): Promise<number> {
  const duplicates = await listDuplicates(em);
  const inferior = duplicates.flatMap(({ books, better }) =>
    better === null ? [] : books.filter((id) => id !== better),
  );
  await em.execute(
    `update books set duplicate_status = case when id in (?) then 'inferior' else 'none' end
      where (id in (?)) <> (duplicate_status = 'inferior')`,
    [
      [...inferior, 0],
      [...inferior, 0],
    ],
  );
  return duplicates.length;
}
