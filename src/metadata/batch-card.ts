import type { EntityManager } from '@mikro-orm/postgresql';
import type { Block, ListItem, Reply, Tone } from '../command/reply.ts';
import type { Correction } from './corrections.ts';
import { fieldLabels, valueText } from './value-text.ts';

export type Batch = {
  id: number;
  title: string;
  status: 'collecting' | 'proposed' | 'rejected' | 'intended' | 'written' | 'undoing' | 'undone';
  createdBy: string;
  createdAt: Date;
  decidedBy: string | null;
  waitsFor: string | null;
  undoneBy: string | null;
};

export type BatchRow = Pick<
  Correction,
  'bookId' | 'field' | 'before' | 'after' | 'source' | 'state' | 'detail'
> & { title: string };

const shownBooks = 20;

/** The card of a batch in its present state; null when there is none. */
export async function renderBatch(em: EntityManager, id: number): Promise<Reply | null> {
  const [batch] = await em.execute<Batch[]>(
    `select id, title, status, created_by as "createdBy", created_at as "createdAt",
            decided_by as "decidedBy", waits_for as "waitsFor", undone_by as "undoneBy"
       from metadata_batches where id = ?`,
    [id],
  );
  if (!batch) return null;
  const rows = await em.execute<BatchRow[]>(
    `select c.book_id as "bookId", b.title, c.field_name as field, c.old_value as before,
            c.new_value as after, c.source, c.state, c.detail
       from metadata_corrections c join books b on b.id = c.book_id
      where c.batch_id = ? order by c.book_id, c.id`,
    [id],
  );
  return batchCard(batch, rows);
}

function batchCard(batch: Batch, rows: readonly BatchRow[]): Reply {
  const books = [...Map.groupBy(rows, ({ bookId }) => bookId).values()];
  const count = `${books.length} ${books.length === 1 ? 'book' : 'books'}`;
  const hidden = books.length - shownBooks;
  return {
    title: `${batch.title}: ${count}`,
    tone: toneOf(batch),
    blocks: [
      { kind: 'text', text: statusLine(batch, rows) },
      { kind: 'list', items: books.slice(0, shownBooks).map(bookLine) },
      ...(hidden > 0
        ? [{ kind: 'text' as const, text: `… and ${hidden} more: "changes batch:${batch.id}"` }]
        : []),
      ...buttonsOf(batch, books),
    ],
  };
}

function bookLine(rows: readonly BatchRow[]): ListItem {
  const [first] = rows;
  const detail = rows.map((row) => {
    const { field, before, after, source, state } = row;
    const why = row.detail && ['kept', 'refused'].includes(state) ? ` (left: ${row.detail})` : '';
    const left = state === 'rejected' ? ' (left out)' : why;
    return `${fieldLabels[field]}: ${valueText(field, before)} → ${valueText(field, after)}, says ${source}${left}`;
  });
  return { text: `${first?.bookId}: ${first?.title}`, detail: detail.join('\n') };
}

function statusLine(batch: Batch, rows: readonly BatchRow[]): string {
  const { id, status, decidedBy, undoneBy, waitsFor } = batch;
  const by = decidedBy ? `Approved by ${decidedBy} · ` : '';
  const waits = waitsFor ? `waits: ${waitsFor}` : 'is being written';
  const left = rows.filter(({ state }) => state === 'kept' || state === 'refused').length;
  const except = left > 0 ? `, except ${left} left as they are` : '';
  const lines: Readonly<Record<Batch['status'], string>> = {
    collecting: 'Still being put together.',
    proposed: 'These fields are not empty. Shall I change them in Audiobookshelf?',
    rejected: `Rejected by ${decidedBy} · nothing was changed, and it is not asked again.`,
    intended: `${by}${waits}`,
    written: `${by}written to Audiobookshelf${except}. "undo ${id}" puts it back.`,
    undoing: `Undone by ${undoneBy} · ${waitsFor ? `waits: ${waitsFor}` : 'is being put back'}`,
    undone: `Undone by ${undoneBy} · put back${except}.`,
  };
  return lines[status];
}

function buttonsOf({ id, status }: Batch, books: readonly (readonly BatchRow[])[]): Block[] {
  if (status === 'written' || status === 'intended') {
    const undo = { label: 'Undo', runs: 'undo', input: { batch: id }, style: 'danger' as const };
    return [{ kind: 'buttons', buttons: [undo] }];
  }
  if (status !== 'proposed') return [];
  const input = { batch: id };
  const asked = books.filter((rows) => rows.some(({ state }) => state === 'proposed'));
  const options = asked.slice(0, shownBooks).map(([row]) => {
    return { label: row?.title ?? '', value: String(row?.bookId) };
  });
  const leave = { label: 'Leave one out', runs: 'changes', input: { ...input, action: 'leave' } };
  return [
    {
      kind: 'buttons',
      buttons: [
        {
          label: 'Approve',
          runs: 'changes',
          input: { ...input, action: 'approve' },
          style: 'primary',
        },
        {
          label: 'Reject',
          runs: 'changes',
          input: { ...input, action: 'reject' },
          style: 'danger',
        },
      ],
    },
    ...(asked.length > 1
      ? [{ kind: 'select' as const, select: { ...leave, field: 'book', options } }]
      : []),
  ];
}

function toneOf({ status, waitsFor }: Batch): Tone {
  if (waitsFor && (status === 'intended' || status === 'undoing')) return 'warning';
  return status === 'written' ? 'ok' : 'info';
}
