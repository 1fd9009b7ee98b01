import type { EntityManager } from '@mikro-orm/postgresql';
import type { Candidate } from './suggestions.ts';

type Row = Omit<Candidate, 'narrators'> & { narrators: string[] };

/** Every released book that is missing for sure, with what the shelf says for it. */
export async function loadCandidates(em: EntityManager): Promise<Candidate[]> {
  const rows = await em.execute<Row[]>(
    `with places as (
       select m.series_id, min(nullif(substring(m.series_number from '^[0-9]+[.]{0,1}[0-9]*'), '')::numeric) as first
         from missing_books m where m.download_status = 'identified' group by m.series_id),
     done as (
       select ba.author_id, array_agg(distinct s.name) as names
         from series s join book_series bs on bs.series_id = s.id
         join book_authors ba on ba.book_id = bs.book_id
        where s.completion_status = 'complete' and s.books_owned > 1 group by ba.author_id)
     select m.id, m.title, m.author_name as author, m.series_name as series, m.series_number as position,
            m.narrators, coalesce(s.books_owned, 0) as "seriesOwned", coalesce(s.books_missing, 0) as "seriesMissing",
            coalesce(p.first = nullif(substring(m.series_number from '^[0-9]+[.]{0,1}[0-9]*'), '')::numeric, false)
              as "isNextInSeries",
            coalesce(d.names, '{}') as "completeSeries", coalesce(a.audiobooks_owned, 0) as "authorOwned"
       from missing_books m left join series s on s.id = m.series_id
       left join places p on p.series_id = m.series_id
       left join authors a on a.id = m.author_id left join done d on d.author_id = m.author_id
      where m.download_status = 'identified' and m.replaces_book_id is null`,
  );
  const owned = await ownedByNarrator(em);
  return rows.map(({ narrators, ...row }) => ({
    ...row,
    narrators: narrators.map((name) => ({ name, owned: owned.get(name.toLowerCase()) ?? 0 })),
  }));
}

async function ownedByNarrator(em: EntityManager): Promise<Map<string, number>> {
  const rows = await em.execute<{ name: string; owned: number }[]>(
    `select lower(trim(n.name)) as name, count(*) as owned
       from books b, unnest(string_to_array(b.narrator, ',')) as n(name)
      where b.status = 'active' group by 1`,
  );
  return new Map(rows.map(({ name, owned }) => [name, owned]));
}
