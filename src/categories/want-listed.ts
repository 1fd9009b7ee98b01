import type { EntityManager } from '@mikro-orm/postgresql';

/** What keeps a listed book from being wanted by itself, by what became of it. */
const held: Readonly<Record<string, string>> = {
  unsure: 'listed as unsure: ask for it by hand',
  hidden: 'hidden by a person',
  queued: 'on its way',
  downloading: 'on its way',
  completed: 'was on the shelf before',
  failed: 'no release of it was good: ask for it by hand',
};

/** Makes a missing book wanted that nobody was asked about; answers why not, null when it is wanted now. */
export async function wantListed(em: EntityManager, id: number): Promise<string | null> {
  const [row] = await em.execute<{ status: string; isWanted: boolean }[]>(
    'select download_status as status, is_wanted as "isWanted" from missing_books where id = ? for update',
    [id],
  );
  if (!row) return 'no longer missing';
  const reason = held[row.status];
  if (reason !== undefined) return reason;
  if (row.isWanted) return 'wanted already';
  await em.execute(
    `update missing_books set is_wanted = true, download_status = 'identified' where id = ?`,
    [id],
  );
  return null;
}
