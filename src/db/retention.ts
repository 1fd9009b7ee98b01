import type { EntityManager } from '@mikro-orm/postgresql';

/** How long rows are kept that only tell the past; proposals, audit and failed attempts stay for ever. */
export const retention = [
  { table: 'tasks', days: 30, where: `actual_end < ?` },
  { table: 'backups', days: 180, where: `deleted_at < ?` },
  { table: 'outbox', days: 30, where: `status = 'done' and done_at < ?` },
  { table: 'alerts', days: 180, where: `created_at < ?` },
  { table: 'event_samples', days: 30, where: `at < ?` },
  { table: 'covers', days: 30, where: `fetched_at < ?` },
  { table: 'client_changes', days: 180, where: `undone_at < ?` },
  // What people rejected or undid is not tried again, so it is remembered.
  {
    table: 'metadata_corrections',
    days: 30,
    where: `correction_date < ? and state in ('written', 'refused', 'kept')`,
  },
  {
    table: 'metadata_batches',
    days: 30,
    where: `created_at < ? and not exists
      (select 1 from metadata_corrections c where c.batch_id = metadata_batches.id)`,
  },
  { table: 'book_lookups', days: 180, where: `asked_at < ?` },
  { table: 'provider_answers', days: 30, where: `asked_at < ?` },
  { table: 'wishlist_imports', days: 180, where: `created_at < ?` },
  { table: 'conversations', days: 1, where: `said_at < ?` },
  { table: 'conversation_cards', days: 30, where: `created_at < ?` },
  { table: 'confirmations', days: 1, where: `expires_at < ?` },
  { table: 'web_sessions', days: 1, where: `expires_at < ?` },
  { table: 'sign_in_tries', days: 1, where: `began_at < ?` },
  { table: 'hook_deliveries', days: 30, where: `at < ?` },
  { table: 'account_outages', days: 180, where: `ended_at < ?` },
  {
    table: 'releases',
    days: 180,
    where: `seen_at < ? and not exists (select 1 from proposals p where p.release_id = releases.id)
            and not exists (select 1 from downloads d where d.release_id = releases.id)
            and not exists (select 1 from purchases b where b.release_id = releases.id)`,
  },
] as const;

/** Deletes what is older than its time; answers how many rows of each table. */
export async function deleteOldRows(em: EntityManager, now: Date): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const { table, days, where } of retention) {
    const before = new Date(now.getTime() - days * 86_400_000);
    const result = await em.execute<{ affectedRows: number }>(
      `delete from ${table} where ${where}`,
      [before],
      'run',
    );
    deleted[table] = (deleted[table] ?? 0) + result.affectedRows;
  }
  return deleted;
}
