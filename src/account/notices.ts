import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { siteMessage } from '../alerts/words/tracker.ts';
import type { TrackerAccount } from '../clients/mam/index.ts';

/**
 * Tells when more waits for the member on the site than at the last reading, once for each rise. What
 * is not known leaves the last count as it is.
 */
export async function noteNotices(
  em: EntityManager,
  platforms: readonly string[],
  notices: TrackerAccount['notices'],
  now: Date,
): Promise<void> {
  const risen: Partial<Record<'pms' | 'topics' | 'aboutToDropClient', number>> = {};
  for (const name of ['pms', 'topics', 'aboutToDropClient'] as const) {
    const count = notices?.[name] ?? null;
    if (count === null) continue;
    const before = await storeCount(em, name, count, now);
    if (count > before) risen[name] = count;
  }
  if (Object.keys(risen).length === 0) return;
  await raise(em, platforms, { key: `site-message:${now.toISOString()}`, ...siteMessage(risen) });
}

/** Stores a count and answers the one before; two readings at once take turns at the row. */
async function storeCount(
  em: EntityManager,
  name: string,
  count: number,
  now: Date,
): Promise<number> {
  const added =
    'insert into site_notices (name, count, changed_at) values (?, 0, ?) on conflict do nothing';
  await em.execute(added, [name, now]);
  const [row] = await em.execute<[{ count: number }]>(
    'select count from site_notices where name = ? for update',
    [name],
  );
  if (row.count !== count) {
    const set = 'update site_notices set count = ?, changed_at = ? where name = ?';
    await em.execute(set, [count, now, name]);
  }
  return row.count;
}
