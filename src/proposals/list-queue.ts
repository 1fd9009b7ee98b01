import type { EntityManager } from '@mikro-orm/postgresql';

export type QueueRow = {
  proposal: number;
  download: number | null;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  state: string;
  detail: string | null;
  progress: number | null;
  costClass: string | null;
};

export type QueueList = { rows: QueueRow[]; total: number; wanted: number };

const live = `(p.status in ('open', 'waiting', 'held')
  or (p.status = 'approved' and d.status not in ('completed', 'failed', 'cancelled', 'abandoned')))`;

/** Everything between "wanted" and "on the shelf": what needs a decision first, then what is on its way. */
export async function listQueue(
  em: EntityManager,
  page: { limit: number; offset: number },
): Promise<QueueList> {
  const from = `from proposals p join missing_books m on m.id = p.missing_book_id
                left join downloads d on d.proposal_id = p.id where ${live}`;
  const rows = await em.execute<QueueRow[]>(
    `select p.id as proposal, d.id as download, m.title, m.author_name as author, m.series_name as series,
            m.series_number as position, coalesce(d.status, p.status) as state,
            coalesce(d.status_reason, p.hold -> 0 ->> 'rule') as detail, d.progress, p.cost_class as "costClass"
       ${from}
      order by array_position(array['open', 'approved', 'held', 'waiting'], p.status), p.id
      limit ? offset ?`,
    [page.limit, page.offset],
  );
  const [count] = await em.execute<{ total: number }[]>(`select count(*) as total ${from}`);
  const [wanted] = await em.execute<{ wanted: number }[]>(
    `select count(*) as wanted from missing_books m
      where m.is_wanted and m.download_status = 'identified'
        and not exists (select 1 from proposals p
                         where p.missing_book_id = m.id and p.status in ('open', 'waiting', 'held'))`,
  );
  return { rows, total: count?.total ?? 0, wanted: wanted?.wanted ?? 0 };
}
