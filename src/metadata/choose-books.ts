import type { EntityManager } from '@mikro-orm/postgresql';

/** Which books a run is about. */
export type Choice =
  | { kind: 'least-complete'; limit: number }
  | { kind: 'added'; days: number }
  | { kind: 'below'; percent: number; limit: number }
  | { kind: 'drift' }
  | { kind: 'all' }
  | { kind: 'one'; bookId: number };

/** So long a book that was compared is left alone by the monthly drift. */
const driftDays = 30;
const dayMs = 86_400_000;

/**
 * The numbers of the books that a run begun at `since` has still to look at, so that one that was cut
 * off goes on where it was: books never looked at come first, then those it is longest ago for.
 */
export async function chooseBooks(
  em: EntityManager,
  choice: Choice,
  { now, since }: { now: Date; since: Date },
): Promise<number[]> {
  const position = choice.kind === 'drift' ? 'last_drift_check' : 'last_metadata_update';
  const { where, values } = conditionOf(choice, now);
  const limit = 'limit' in choice ? choice.limit - (await doneSince(em, since)) : null;
  if (limit !== null && limit <= 0) return [];
  const rows = await em.execute<{ id: number }[]>(
    `select id from books
      where status = 'active' and (${position} is null or ${position} < ?) and ${where}
      order by ${position} nulls first,
               case when ${position} is null then metadata_completeness_percent end, id
      limit ?`,
    [since, ...values, limit],
  );
  return rows.map(({ id }) => id);
}

function conditionOf(choice: Choice, now: Date): { where: string; values: unknown[] } {
  const before = (days: number) => new Date(now.getTime() - days * dayMs);
  switch (choice.kind) {
    case 'all':
      return { where: 'true', values: [] };
    case 'one':
      return { where: 'id = ?', values: [choice.bookId] };
    case 'added':
      return { where: 'date_added >= ?', values: [before(choice.days)] };
    case 'least-complete':
      return { where: 'metadata_completeness_percent < 100', values: [] };
    case 'below':
      return { where: 'metadata_completeness_percent < ?', values: [choice.percent] };
    case 'drift':
      // A book is new to drift until it has been here as long as one that was compared is left alone.
      return {
        where: 'coalesce(last_drift_check, least(date_added, last_metadata_update), ?) < ?',
        values: [new Date(0), before(driftDays)],
      };
  }
}

async function doneSince(em: EntityManager, since: Date): Promise<number> {
  const [row] = await em.execute<{ done: number }[]>(
    'select count(*) as done from books where last_metadata_update >= ?',
    [since],
  );
  return row?.done ?? 0;
}
