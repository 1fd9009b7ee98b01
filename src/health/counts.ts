import type { EntityManager } from '@mikro-orm/postgresql';

export type Counts = {
  books: { active: number; archived: number; duplicates: number };
  series: number;
  authors: number;
  /** By the state they are in. */
  downloads: Record<string, number>;
  failedAttempts: number;
};

/** How many rows there are of what people ask about. */
export async function systemCounts(em: EntityManager): Promise<Counts> {
  const [counts] = await em.execute<Counts[]>(
    `select (select json_build_object(
               'active', count(*) filter (where status = 'active'),
               'archived', count(*) filter (where status = 'archived'),
               'duplicates', count(*) filter (where status = 'duplicate')) from books) as books,
            (select count(*) from series) as series,
            (select count(*) from authors) as authors,
            (select coalesce(json_object_agg(status, count), '{}')
               from (select status, count(*) from downloads group by status) d) as downloads,
            (select count(*) from failed_attempts) as "failedAttempts"`,
  );
  if (!counts) throw new Error('the database gave no counts');
  return counts;
}
