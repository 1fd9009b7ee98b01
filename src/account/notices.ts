import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { siteMessage } from '../alerts/words/tracker.ts';
import type { TrackerAccount } from '../clients/mam/index.ts';

const names = ['pms', 'topics', 'aboutToDropClient'] as const;

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
  const known = names.flatMap((name) => {
    const count = notices?.[name] ?? null;
    return count === null ? [] : [[name, count] as const];
  });
  if (known.length === 0) return;
  const before = await storeCounts(em, Object.fromEntries(known), now);
  const risen = Object.fromEntries(
    known.filter(([name, count]) => count > (before.get(name) ?? 0)),
  );
  if (Object.keys(risen).length === 0) return;
  await raise(em, platforms, { key: `site-message:${now.toISOString()}`, ...siteMessage(risen) });
}

/** Stores the counts and answers those before; two readings at once take turns at the rows. */
async function storeCounts(
  em: EntityManager,
  counts: Readonly<Record<string, number>>,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const names = [Object.keys(counts)];
  const read = 'select name, count from site_notices where name in (?) order by name for update';
  let rows = await em.execute<{ name: string; count: number }[]>(read, names);
  if (rows.length < Object.keys(counts).length) {
    const add = `insert into site_notices (name, count, changed_at)
                 select name, 0, ? from jsonb_object_keys(?::jsonb) name on conflict do nothing`;
    await em.execute(add, [now, JSON.stringify(counts)]);
    rows = await em.execute(read, names);
  }
  const before = new Map(rows.map(({ name, count }) => [name, count]));
  for (const [name, count] of Object.entries(counts)) {
    if (before.get(name) === count) continue;
    const set = 'update site_notices set count = ?, changed_at = ? where name = ?';
    await em.execute(set, [count, now, name]);
  }
  return before;
}
