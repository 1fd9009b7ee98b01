import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';

/** Far more than any table gets in the time between a backup and its restore. */
const numbersLeftOut = 100_000;

/**
 * What was ordered when the backup was made may have been carried out since, and been decided anew. So
 * purchases that were not sent are taken back; the account decides about the next ones. Numbers go on
 * further up: a button on a message from after the backup must not mean something else now.
 */
export async function settleRestored(
  em: EntityManager,
  platforms: readonly string[],
  { file, madeAt, now }: { file: string; madeAt: Date; now: Date },
): Promise<void> {
  await em.execute('insert into restores (file, made_at, restored_at) values (?, ?, ?)', [
    file,
    madeAt,
    now,
  ]);
  // The sessions of today may be sealed with another key than the rest: the next start looks.
  await em.execute('delete from seal_key');
  await em.execute(
    `select setval(format('public.%I', sequencename)::regclass, coalesce(last_value, 0) + ?)
       from pg_sequences where schemaname = 'public' and sequencename not like 'schema_migrations%'`,
    [numbersLeftOut],
  );
  const detail = `the database was restored from a backup of ${madeAt.toISOString()}: it is decided anew`;
  const taken = await em.execute<{ id: number; proposed_at: Date | null }[]>(
    `update purchases set status = 'withdrawn', detail = ?, settled_at = ?
      where status in ('proposed', 'intended') returning id, proposed_at`,
    [detail, now],
  );
  for (const { id, proposed_at } of taken) {
    if (proposed_at) await refreshCard(em, platforms, `purchase:${id}`);
  }
}
