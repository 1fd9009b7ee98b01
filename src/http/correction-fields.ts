import { z } from 'zod';
import { snakeCase } from './fields.ts';
import { askedFields } from './job-fields.ts';

const history = z.object({
  bookId: z.number(),
  title: z.string(),
  total: z.number(),
  rows: z.array(
    z.object({
      id: z.number(),
      field: z.string(),
      before: z.unknown(),
      after: z.unknown(),
      source: z.string(),
      reason: z.string().nullable(),
      date: z.date(),
      by: z.string().nullable(),
      state: z.string(),
      detail: z.string().nullable(),
      batch: z.number().nullable(),
    }),
  ),
});

/** What was changed of a book, under the names of the table `metadata_corrections`. */
export function correctionsFields(output: unknown) {
  const { bookId, title, rows, total } = history.parse(output);
  return {
    book_id: bookId,
    title,
    corrections: rows.map((one) => ({
      id: one.id,
      book_id: bookId,
      field_name: one.field,
      old_value: one.before ?? null,
      new_value: one.after ?? null,
      source: one.source,
      reason: one.reason,
      correction_date: one.date,
      corrected_by: one.by,
      state: one.state,
      detail: one.detail,
      batch_id: one.batch,
    })),
    total,
  };
}

const edited = z.object({ book: z.number(), batchId: z.number(), fields: z.array(z.string()) });

/** The fields a person set; they are written to the library next. */
export function editedFields(output: unknown) {
  const { book, batchId, fields } = edited.parse(output);
  return { book_id: book, batch_id: batchId, changes_made: fields };
}

/** The run that looks the books over; its report tells what was corrected. */
export function correctingFields(output: unknown) {
  return askedFields(z.object({ asked: z.unknown() }).parse(output).asked);
}

/** How many changes were whose. */
export function sourcesFields(output: unknown) {
  return z.object({ sources: z.array(z.unknown()) }).parse(output);
}

/** Batches of changes, or the one that was asked for as it is shown. */
export function batchesFields(output: unknown) {
  const form = z.object({ batches: z.array(z.unknown()) }).or(z.object({ card: z.unknown() }));
  return snakeCase(form.parse(output));
}

const decided = z.object({ action: z.string(), batch: z.number() });

export function decidedFields(output: unknown) {
  const { action, batch } = decided.parse(output);
  return { batch_id: batch, action };
}
