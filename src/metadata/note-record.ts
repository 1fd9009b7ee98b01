import type { EntityManager } from '@mikro-orm/postgresql';
import { noteConflicts } from './conflicts.ts';
import type { Judgement } from './record.ts';

/** Writes down where the fields of a book come from, how much of it is known, and what is in dispute. */
export async function noteRecord(
  em: EntityManager,
  platforms: readonly string[],
  bookId: number,
  { record, conflicts, completenessPercent }: Omit<Judgement, 'missing'>,
  now: Date,
): Promise<void> {
  const sources = Object.entries(record).map(([field, { source }]) => [field, source]);
  await noteConflicts(em, platforms, bookId, conflicts, now);
  await em.execute(
    `update books set last_metadata_update = ?, metadata_completeness_percent = ?,
            metadata_source = metadata_source || ?::jsonb
      where id = ?`,
    [now, Math.round(completenessPercent), JSON.stringify(Object.fromEntries(sources)), bookId],
  );
}
