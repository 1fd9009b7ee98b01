import type { EntityManager } from '@mikro-orm/postgresql';

export type ListedBatch = {
  id: number;
  title: string;
  status: string;
  books: number;
  fields: number;
  createdAt: Date;
  by: string;
};

/** Batches of changes, the newest first: all, those that are asked about, or those that can be undone. */
export async function listBatches(
  em: EntityManager,
  show: 'all' | 'proposed' | 'undoable',
): Promise<ListedBatch[]> {
  const where = {
    all: `b.status <> 'collecting'`,
    proposed: `b.status = 'proposed'`,
    undoable: `b.status in ('intended', 'written')
      and exists (select 1 from metadata_corrections o
                   where o.batch_id = b.id and o.state in ('intended', 'written'))`,
  }[show];
  return await em.execute<ListedBatch[]>(
    `select b.id, b.title, b.status, count(distinct c.book_id) as books, count(c.id) as fields,
            b.created_at as "createdAt", coalesce(b.decided_by, b.created_by) as by
       from metadata_batches b left join metadata_corrections c on c.batch_id = b.id
      where ${where} group by b.id order by b.id desc limit 100`,
  );
}
