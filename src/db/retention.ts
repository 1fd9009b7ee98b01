import type { EntityManager } from '@mikro-orm/postgresql';

/** How long rows are kept that only tell the past; proposals, audit and failed attempts stay for ever. */
const retention = {
  tasks: { days: 30, where: `actual_end < ?` },
  backups: { days: 180, where: `deleted_at < ?` },
  outbox: { days: 30, where: `status = 'done' and done_at < ?` },
  alerts: { days: 180, where: `created_at < ?` },
  covers: { days: 60, where: `fetched_at < ?` },
  client_changes: { days: 180, where: `undone_at < ?` },
  // What people rejected or undid is not tried again, so it is remembered.
  metadata_corrections: {
    days: 30,
    where: `correction_date < ? and state in ('written', 'refused', 'kept')`,
  },
  metadata_batches: {
    days: 30,
    where: `created_at < ? and not exists
      (select 1 from metadata_corrections c where c.batch_id = metadata_batches.id)`,
  },
  book_lookups: { days: 180, where: `asked_at < ?` },
  provider_answers: { days: 30, where: `asked_at < ?` },
  wishlist_imports: { days: 180, where: `created_at < ?` },
  conversations: { days: 1, where: `said_at < ?` },
  conversation_cards: { days: 30, where: `created_at < ?` },
  confirmations: { days: 1, where: `expires_at < ?` },
  web_sessions: { days: 1, where: `expires_at < ?` },
  sign_in_tries: { days: 1, where: `began_at < ?` },
  hook_deliveries: { days: 30, where: `at < ?` },
  account_outages: { days: 180, where: `ended_at < ?` },
  releases: {
    days: 180,
    where: `seen_at < ? and not exists (select 1 from proposals p where p.release_id = releases.id)
            and not exists (select 1 from downloads d where d.release_id = releases.id)
            and not exists (select 1 from purchases b where b.release_id = releases.id)`,
  },
} as const;

/** Deletes what is older than its time; answers how many rows of each table. */
export async function deleteOldRows(em: EntityManager, now: Date): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const [table, { days, where }] of Object.entries(retention)) {
    const before = new Date(now.getTime() - days * 86_400_000);
    const result = await em.execute<{ affectedRows: number }>(
      `delete from ${table} where ${where}`,
      [before],
      'run',
    );
    deleted[table] = result.affectedRows;
  }
  return deleted;
}
