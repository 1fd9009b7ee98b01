import type { EntityManager } from '@mikro-orm/postgresql';
import { storable, storableJson } from '../storable.ts';
import type { FieldName } from './facts.ts';
import type { Change, CorrectionState, PastChange } from './plan-changes.ts';

/** One change of one field, as the table keeps it. */
export type Correction = {
  id: number;
  bookId: number;
  field: FieldName;
  before: unknown;
  after: unknown;
  held: unknown;
  source: string;
  state: CorrectionState;
  detail: string | null;
  /** When it came into its state. */
  askedAt: Date;
};

/** Writes changes into a batch; one of a field that is asked about or on its way already is left out. */
export async function addCorrections(
  em: EntityManager,
  changes: readonly Change[],
  how: {
    batchId: number;
    bookId: number;
    state: 'proposed' | 'intended';
    reason: string;
    by: string;
    now: Date;
  },
): Promise<number> {
  const rows = changes.map(({ field, before, after, source }) => ({
    field,
    before,
    after,
    source,
  }));
  const added = await em.execute<unknown[]>(
    `insert into metadata_corrections
            (batch_id, book_id, field_name, old_value, new_value, source, reason, corrected_by, state, correction_date)
     select ?, ?, c.field, nullif(c.before, 'null'::jsonb), nullif(c.after, 'null'::jsonb), c.source, ?, ?, ?, ?
       from jsonb_to_recordset(?::jsonb) as c(field text, before jsonb, after jsonb, source text)
     on conflict (book_id, field_name) where state in ('proposed', 'intended', 'undoing') do nothing
     returning id`,
    [
      how.batchId,
      how.bookId,
      storable(how.reason),
      storable(how.by),
      how.state,
      how.now,
      storableJson(rows),
    ],
  );
  return added.length;
}

/** What became of all changes of a book that are still known. */
export async function pastChanges(em: EntityManager, bookId: number): Promise<PastChange[]> {
  return await em.execute<PastChange[]>(
    `select field_name as field, new_value as sent, held_value as held, state
       from metadata_corrections where book_id = ? order by id desc`,
    [bookId],
  );
}

/** The changes of a batch that the library is still to be told of, book by book. */
export async function openCorrections(
  em: EntityManager,
  batchId: number,
): Promise<(Correction & { absId: string })[]> {
  return await em.execute(
    `select c.id, c.book_id as "bookId", b.abs_id as "absId", c.field_name as field, c.old_value as before,
            c.new_value as after, c.held_value as held, c.source, c.state, c.detail,
            c.correction_date as "askedAt"
       from metadata_corrections c join books b on b.id = c.book_id
      where c.batch_id = ? and c.state in ('intended', 'undoing') order by c.book_id, c.id`,
    [batchId],
  );
}

/** Notes how a change ended, unless somebody decided otherwise meanwhile. */
export async function settleCorrection(
  em: EntityManager,
  { id, state }: Pick<Correction, 'id' | 'state'>,
  end: { state: CorrectionState; held?: unknown; detail?: string },
  now: Date,
): Promise<void> {
  await em.execute(
    `update metadata_corrections
        set state = ?, detail = ?, held_value = coalesce(?::jsonb, held_value), correction_date = ?
      where id = ? and state = ?`,
    [
      end.state,
      end.detail === undefined ? null : storable(end.detail),
      end.held === undefined ? null : storableJson(end.held),
      now,
      id,
      state,
    ],
  );
}
