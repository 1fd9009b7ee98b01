import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Writes down where alerts go beside the chats, for whoever raises one, in whatever process. What waits
 * for a place that is no more is dropped.
 */
export async function setTargets(em: EntityManager, names: readonly string[]): Promise<void> {
  const kept = ['', ...names];
  await em.transactional(async (inner) => {
    await inner.execute(
      `delete from outbox where status = 'pending' and platform in
         (select name from alert_targets where name not in (?))`,
      [kept],
    );
    await inner.execute('delete from alert_targets where name not in (?)', [kept]);
    for (const name of names) {
      await inner.execute('insert into alert_targets (name) values (?) on conflict do nothing', [
        name,
      ]);
    }
  });
}

export async function listTargets(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ name: string }[]>('select name from alert_targets order by name');
  return rows.map(({ name }) => name);
}
