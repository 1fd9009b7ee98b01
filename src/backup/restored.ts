import type { EntityManager } from '@mikro-orm/postgresql';

/** When the database was last replaced by a backup; null: never. What is older may have been done since. */
export async function lastRestore(em: EntityManager): Promise<Date | null> {
  const [row] = await em.execute<{ at: Date | null }[]>(
    'select max(restored_at) as at from restores',
  );
  return row?.at ?? null;
}
