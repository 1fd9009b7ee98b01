import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { collectingBatch, release } from './batches.ts';
import { refuseUnknownBook } from './correct.ts';
import { addCorrections } from './corrections.ts';
import { readEvidence, recordEvidence } from './evidence.ts';
import { type BookFacts, type FieldName, fieldNames } from './facts.ts';

type Context = { platforms: readonly string[]; by: string; now: Date };

/**
 * Takes what a person says of a book: it counts more than any other source, and is written to the
 * library whatever stands there, with an undo. Answers the batch and its fields.
 */
export async function setByPerson(
  em: EntityManager,
  bookId: number,
  facts: BookFacts,
  { platforms, by, now }: Context,
): Promise<{ batchId: number; fields: FieldName[] }> {
  await refuseUnknownBook(em, bookId);
  const fields = fieldNames.filter((field) => facts[field] !== undefined);
  if (fields.length === 0) {
    throw new UserError('bad_input', 'No field was given.', 'For instance publisher:"Tor".');
  }
  const told = await toldByPerson(em, bookId);
  const testimony = { source: 'person', confidence: 1, seenAt: now };
  await recordEvidence(em, bookId, { ...told, ...facts }, testimony);
  await closeOpen(em, bookId, fields, by);
  const batch = { title: `Set by ${by}`, run: null, asks: false, by, now };
  const batchId = await collectingBatch(em, batch);
  const changes = fields.map((field) => {
    return { field, before: null, after: facts[field], source: 'person' };
  });
  const how = { batchId, bookId, state: 'intended' as const, reason: `set by ${by}`, by, now };
  await addCorrections(em, changes, how);
  await release(em, platforms, batchId, false);
  return { batchId, fields };
}

/** What this source says of the field, as a person's own word; throws UserError when it says nothing. */
export async function saidBy(
  em: EntityManager,
  bookId: number,
  field: FieldName,
  source: string,
): Promise<BookFacts> {
  const evidence = await readEvidence(em, bookId);
  const found = evidence.find((one) => one.field === field && one.source === source);
  if (found) return { [field]: found.value };
  const others = evidence.filter((one) => one.field === field).map((one) => one.source);
  throw new UserError(
    'not_found',
    `${source} says nothing about this field of book ${bookId}.`,
    others.length > 0 ? `Known are ${others.join(', ')}.` : 'Nobody does yet.',
  );
}

async function toldByPerson(em: EntityManager, bookId: number): Promise<BookFacts> {
  const evidence = await readEvidence(em, bookId);
  const own = evidence.filter(({ source }) => source === 'person');
  return Object.fromEntries(own.map(({ field, value }) => [field, value]));
}

/** A person's word ends every question about these fields and whatever is on its way. */
async function closeOpen(
  em: EntityManager,
  bookId: number,
  fields: readonly FieldName[],
  by: string,
): Promise<void> {
  await em.execute(
    `update metadata_corrections
        set detail = ?, state = case state when 'proposed' then 'rejected' else 'kept' end
      where book_id = ? and field_name in (?) and state in ('proposed', 'intended', 'undoing')`,
    [`set by ${by} meanwhile`, bookId, fields],
  );
}
