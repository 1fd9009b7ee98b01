import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { UserError } from '../errors.ts';
import { askToCarryOut } from './batches.ts';

export type DecideContext = { platforms: readonly string[]; by: string; now: Date };

/** Has the proposed changes of a batch written; throws UserError when it is decided already. */
export async function approveBatch(
  em: EntityManager,
  batchId: number,
  context: DecideContext,
): Promise<void> {
  await decide(em, batchId, 'intended', context);
  await em.execute(
    `update metadata_corrections set state = 'intended', corrected_by = ?, correction_date = ?
      where batch_id = ? and state = 'proposed'`,
    [context.by, context.now, batchId],
  );
  await askToCarryOut(em, batchId, 'write');
}

/** Leaves everything as it is; the same changes are not proposed again. */
export async function rejectBatch(
  em: EntityManager,
  batchId: number,
  context: DecideContext,
): Promise<void> {
  await decide(em, batchId, 'rejected', context);
  await em.execute(
    `update metadata_corrections set state = 'rejected', corrected_by = ?, correction_date = ?
      where batch_id = ? and state = 'proposed'`,
    [context.by, context.now, batchId],
  );
}

/** Takes one book out of a batch that is asked about, as rejected; the last one rejects the batch. */
export async function leaveBook(
  em: EntityManager,
  { batchId, bookId }: { batchId: number; bookId: number },
  context: DecideContext,
): Promise<void> {
  const open = await em.execute<unknown[]>(
    `select 1 from metadata_batches where id = ? and status = 'proposed' for update`,
    [batchId],
  );
  if (open.length === 0) throw await refusal(em, batchId);
  const rows = await em.execute<{ left: number }[]>(
    `with taken as (
       update metadata_corrections set state = 'rejected', corrected_by = ?, correction_date = ?
        where batch_id = ? and book_id = ? and state = 'proposed' returning id)
     select count(*) as left from metadata_corrections
      where batch_id = ? and state = 'proposed' and id not in (select id from taken)`,
    [context.by, context.now, batchId, bookId, batchId],
  );
  if (rows[0]?.left === 0) return await rejectBatch(em, batchId, context);
  await refreshCard(em, context.platforms, `metadata:${batchId}`);
}

/** Puts the fields of a batch back that still hold what was written; throws UserError when there is nothing to. */
export async function undoBatch(
  em: EntityManager,
  batchId: number,
  { platforms, by, now }: DecideContext,
): Promise<void> {
  const result = await em.execute<{ affectedRows: number }>(
    `update metadata_batches set status = 'undoing', undone_by = ?, undone_at = ?
      where id = ? and status in ('intended', 'written')`,
    [by, now, batchId],
    'run',
  );
  if (result.affectedRows === 0) throw await refusal(em, batchId);
  const rows = await em.execute<{ state: string }[]>(
    `update metadata_corrections c
        set state = case when o.id is null then 'undoing' else 'kept' end,
            detail = case when o.id is not null then 'a later change of it is open' end,
            correction_date = ?
       from metadata_corrections u
       left join metadata_corrections o on o.book_id = u.book_id and o.field_name = u.field_name
        and o.id <> u.id and o.state in ('proposed', 'intended', 'undoing')
      where u.id = c.id and c.batch_id = ? and c.state in ('intended', 'written')
     returning c.state`,
    [now, batchId],
  );
  if (!rows.some(({ state }) => state === 'undoing')) {
    const text = `Nothing of batch ${batchId} was written, so there is nothing to undo.`;
    throw new UserError('conflict', text, '"undo" lists what can be undone.');
  }
  await askToCarryOut(em, batchId, 'undo');
  await refreshCard(em, platforms, `metadata:${batchId}`);
}

/** One conditional update decides between two who press at once. */
async function decide(
  em: EntityManager,
  batchId: number,
  status: 'intended' | 'rejected',
  { platforms, by, now }: DecideContext,
): Promise<void> {
  const result = await em.execute<{ affectedRows: number }>(
    `update metadata_batches set status = ?, decided_by = ?, decided_at = ?
      where id = ? and status = 'proposed'`,
    [status, by, now, batchId],
    'run',
  );
  if (result.affectedRows === 0) throw await refusal(em, batchId);
  await refreshCard(em, platforms, `metadata:${batchId}`);
}

async function refusal(em: EntityManager, batchId: number): Promise<UserError> {
  const [row] = await em.execute<
    { status: string; decidedBy: string | null; undoneBy: string | null }[]
  >(
    `select status, decided_by as "decidedBy", undone_by as "undoneBy"
       from metadata_batches where id = ?`,
    [batchId],
  );
  const hint = '"changes" lists the batches.';
  if (!row) return new UserError('not_found', `There is no batch ${batchId}.`, hint);
  const states: Readonly<Record<string, string>> = {
    collecting: 'is still being put together',
    proposed: 'was not decided yet',
    rejected: `was rejected by ${row.decidedBy}`,
    intended: `was approved by ${row.decidedBy}`,
    written: row.decidedBy ? `was approved by ${row.decidedBy} and written` : 'is written',
    undoing: `is being undone by ${row.undoneBy}`,
    undone: `was undone by ${row.undoneBy}`,
  };
  return new UserError('already_decided', `Batch ${batchId} ${states[row.status]}.`, hint);
}
