import type { EntityManager } from '@mikro-orm/postgresql';
import { storableJson } from '../storable.ts';
import { type BookFacts, type Evidence, fieldNames } from './facts.ts';

/** Who spoke when, and how sure it is that they spoke of this book (0 to 1). */
export type Testimony = { source: string; confidence: number; seenAt: Date };

/** Keeps what a source says of a book now; what it said before and no longer says is forgotten. */
export async function recordEvidence(
  em: EntityManager,
  bookId: number,
  facts: BookFacts,
  { source, confidence, seenAt }: Testimony,
): Promise<void> {
  const told = fieldNames.filter((field) => !isEmpty(facts[field]));
  const said = Object.fromEntries(told.map((field) => [field, facts[field]]));
  await em.execute(
    `with forgotten as (
       delete from metadata_evidence
        where book_id = ? and source = ? and field <> all (?::text[]))
     insert into metadata_evidence (book_id, source, field, value, confidence, seen_at)
     select ?, ?, key, value, ?, ? from jsonb_each(?::jsonb)
     on conflict (book_id, source, field) do update set
       value = excluded.value, confidence = excluded.confidence, seen_at = excluded.seen_at`,
    [bookId, source, `{${told.join(',')}}`, bookId, source, confidence, seenAt, storableJson(said)],
  );
}

/** Everything known of a book, the newest first. */
export async function readEvidence(em: EntityManager, bookId: number): Promise<Evidence[]> {
  return await em.execute<Evidence[]>(
    `select field, value, source, confidence::float8 as confidence, seen_at as "seenAt"
       from metadata_evidence where book_id = ? order by seen_at desc, id desc`,
    [bookId],
  );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
