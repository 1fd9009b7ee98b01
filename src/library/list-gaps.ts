import type { EntityManager } from '@mikro-orm/postgresql';

export type GapRow = {
  id: number;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  state: string;
  releaseDate: string | null;
  asin: string | null;
  note: string | null;
};

export type GapList = { rows: GapRow[]; total: number; series: number };

/** Missing books that are not on the shelf and not hidden, by series and position. */
export async function listGaps(
  em: EntityManager,
  filter: { series?: string | undefined; limit: number; offset: number },
): Promise<GapList> {
  const where = `m.download_status not in ('completed', 'hidden')
     and (?::text is null or lower(m.series_name) = lower(?) or m.series_id::text = ?)`;
  const series = filter.series ?? null;
  const [count] = await em.execute<{ total: number; series: number }[]>(
    `select count(*) as total, count(distinct m.series_id) as series from missing_books m where ${where}`,
    [series, series, series],
  );
  const rows = await em.execute<GapRow[]>(
    `select m.id, m.title, m.author_name as author, m.series_name as series,
            m.series_number as position, m.release_date as "releaseDate", m.asin, m.search_note as note,
            case m.download_status when 'identified' then case when m.is_wanted then 'wanted' else 'missing' end
                 when 'announced' then 'not out yet' when 'unsure' then 'unsure'
                 else m.download_status end as state
       from missing_books m where ${where}
      order by m.series_name nulls last, nullif(substring(m.series_number from '^[0-9]+[.]{0,1}[0-9]*'), '')::numeric nulls last, m.id
      limit ? offset ?`,
    [series, series, series, filter.limit, filter.offset],
  );
  return { rows, total: count?.total ?? 0, series: count?.series ?? 0 };
}
