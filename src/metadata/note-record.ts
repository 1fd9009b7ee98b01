import type { EntityManager } from '@mikro-orm/postgresql';
import { storableJson } from '../storable.ts';
import { noteConflicts } from './conflicts.ts';
import type { HeldValues } from './held-values.ts';
import type { Judgement } from './record.ts';
import { settledColumns } from './settled.ts';

/**
 * Writes down where the fields of a book come from, how much of it is known, what is in dispute, and
 * what of it is settled so that its columns show it.
 */
export async function noteRecord(
  em: EntityManager,
  platforms: readonly string[],
  bookId: number,
  { judged, held }: { judged: Omit<Judgement, 'missing'>; held: HeldValues },
  now: Date,
): Promise<void> {
  const { record, conflicts, completenessPercent } = judged;
  const sources = Object.entries(record).map(([field, { source }]) => [field, source]);
  const { settled, columns } = settledColumns(judged, held);
  await noteConflicts(em, platforms, bookId, conflicts, now);
  await em.execute(
    `update books b set last_metadata_update = ?, metadata_completeness_percent = ?,
            metadata_source = metadata_source || ?::jsonb, settled = ?::jsonb,
            subtitle = c.subtitle, narrator = c.narrator, isbn = c.isbn, asin = c.asin,
            publisher = c.publisher, published_year = c.published_year,
            description = c.description, language = c.language
       from jsonb_to_record(?::jsonb) as c(subtitle text, narrator text, isbn text, asin text,
            publisher text, published_year integer, description text, language text)
      where b.id = ?`,
    [
      now,
      Math.round(completenessPercent),
      JSON.stringify(Object.fromEntries(sources)),
      storableJson(settled),
      storableJson(columns),
      bookId,
    ],
  );
}
