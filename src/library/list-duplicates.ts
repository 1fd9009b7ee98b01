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
  return findDuplicates(await copiesOf(em, null));
}

/** The books on the shelf, or those that share an author with some of them. */
async function copiesOf(em: EntityManager, like: readonly number[] | null): Promise<Copy[]> {
  const rows = await em.execute<Row[]>(
    `select b.id, b.title, b.author, b.narrator, b.asin, b.bitrate_kbps as "bitrateKbps",
            b.is_abridged as "isAbridged", (b.duration_minutes * 60)::float8 as "durationSeconds",
            (select json_agg(json_build_object('name', s.name, 'position', bs.position))
               from book_series bs join series s on s.id = bs.series_id where bs.book_id = b.id) as series
       from books b
      where b.status = 'active' ${like ? `and b.id in (${byTheSame})` : ''} order by b.id`,
    like ? [[...like, 0]] : [],
  );
  return rows.map(({ author, narrator, series, ...row }) => ({
    ...row,
    authors: namesIn(author),
    narrators: namesIn(narrator),
    series: series ?? [],
  }));
}

const byTheSame = `
  select other.book_id from book_authors ba join book_authors other on other.author_id = ba.author_id
   where ba.book_id in (?)`;

/**
 * Says of every book, or only of those by the authors of some, whether a better one of the same work stands
 * beside it, and takes that back where it is so no longer; answers how many works stand there more than once.
 */
export async function markInferior(em: EntityManager, like?: readonly number[]): Promise<number> {
  const copies = await copiesOf(em, like ?? null);
  const duplicates = findDuplicates(copies);
  const inferior = duplicates.flatMap(({ books, better }) =>
    better === null ? [] : books.filter((id) => id !== better),
  );
  const ids = copies.map(({ id }) => id);
  await em.execute(
    `update books set duplicate_status = case when id in (?) then 'inferior' else 'none' end
      where (id in (?)) <> (duplicate_status = 'inferior') ${like ? 'and id in (?)' : ''}`,
    [[...inferior, 0], [...inferior, 0], ...(like ? [[...ids, 0]] : [])],
  );
  return duplicates.length;
}
