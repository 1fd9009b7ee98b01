import type { EntityManager } from '@mikro-orm/postgresql';

export type UpcomingBook = {
  id: number;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  /** YYYY-MM-DD */
  releaseDate: string;
  narrators: string[];
  isWanted: boolean;
};

/** Announced books of the series and authors of the library, the next one first. */
export async function listUpcoming(
  em: EntityManager,
  page: { today: string; limit: number; offset: number },
): Promise<{ rows: UpcomingBook[]; total: number }> {
  const where = `where m.download_status = 'announced' and m.release_date > ?`;
  const rows = await em.execute<UpcomingBook[]>(
    `select m.id, m.title, m.author_name as author, m.series_name as series,
            m.series_number as position, m.release_date as "releaseDate", m.narrators,
            m.is_wanted or coalesce(case m.reason_missing when 'author_gap' then a.monitor else s.monitor end, 'none')
              in ('all', 'future') as "isWanted"
       from missing_books m left join series s on s.id = m.series_id
       left join authors a on a.id = m.author_id
      ${where} order by m.release_date, m.title, m.id limit ? offset ?`,
    [page.today, page.limit, page.offset],
  );
  const [count] = await em.execute<{ total: number }[]>(
    `select count(*) as total from missing_books m ${where}`,
    [page.today],
  );
  return { rows, total: count?.total ?? 0 };
}
