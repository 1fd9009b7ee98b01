import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { storable } from '../storable.ts';

/** So many books are asked about, written and undone together. */
export const batchBooks = 50;

type NewBatch = { title: string; run: string | null; asks: boolean; by: string; now: Date };

/** The batch that a run is collecting, begun when there is none; others of the run wait for it. */
export async function collectingBatch(em: EntityManager, batch: NewBatch): Promise<number> {
  const [row] = await em.execute<[{ id: number }]>(
    `insert into metadata_batches (title, status, run, asks, created_by, created_at)
     values (?, 'collecting', ?, ?, ?, ?)
     on conflict (run, asks) where status = 'collecting' do update set run = excluded.run
     returning id`,
    [storable(batch.title), batch.run, batch.asks, storable(batch.by), batch.now],
  );
  return row.id;
}

/** Closes what a run has collected, or the batches alone that are full: questions are asked, the rest is written. */
export async function closeCollected(
  em: EntityManager,
  platforms: readonly string[],
  run: string,
  { onlyFull }: { onlyFull: boolean },
): Promise<void> {
  const rows = await em.execute<{ id: number; asks: boolean }[]>(
    `select b.id, b.asks from metadata_batches b
      where b.run = ? and b.status = 'collecting'
        and (select count(distinct c.book_id) from metadata_corrections c where c.batch_id = b.id) >= ?
      for update`,
    [run, onlyFull ? batchBooks : 0],
  );
  for (const { id, asks } of rows) await release(em, platforms, id, asks);
}

/** Closes what earlier runs of a job have left that nobody goes on with: a job runs once at a time. */
export async function closeAbandoned(
  em: EntityManager,
  platforms: readonly string[],
  { job, run }: { job: string; run: string },
): Promise<void> {
  const rows = await em.execute<{ id: number; asks: boolean }[]>(
    `select id, asks from metadata_batches
      where status = 'collecting' and starts_with(run, ?) and run <> ? for update`,
    [`${job}:`, run],
  );
  for (const { id, asks } of rows) await release(em, platforms, id, asks);
}

/** Asks about a batch or has it written; one without changes vanishes. */
export async function release(
  em: EntityManager,
  platforms: readonly string[],
  batchId: number,
  asks: boolean,
): Promise<void> {
  const removed = await em.execute<{ affectedRows: number }>(
    `delete from metadata_batches b where id = ?
        and not exists (select 1 from metadata_corrections c where c.batch_id = b.id)`,
    [batchId],
    'run',
  );
  if (removed.affectedRows > 0) return;
  await em.execute('update metadata_batches set status = ?, run = null where id = ?', [
    asks ? 'proposed' : 'intended',
    batchId,
  ]);
  if (!asks) await askToCarryOut(em, batchId, 'write');
  await refreshCard(em, platforms, `metadata:${batchId}`);
}

/** Has the library told of a batch; writing and undoing one are done one after the other. */
export async function askToCarryOut(
  em: EntityManager,
  batchId: number,
  what: 'write' | 'undo',
): Promise<void> {
  await enqueue(em, {
    key: `metadata-${what}:${batchId}`,
    kind: 'effect',
    topic: 'metadata-batch',
    lane: `metadata:${batchId}`,
    payload: { batchId },
  });
}
