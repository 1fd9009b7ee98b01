import type { EntityManager } from '@mikro-orm/postgresql';
import { describeEvents } from '../events/describe.ts';
import { nextSlot } from '../events/pace.ts';
import type { Policy } from '../settings/policy.ts';

const slotLock = 7_266_005;
/** A slot that was taken counts as long as its torrent may still be on its way into the client. */
const heldMinutes = 10;

/**
 * Takes the next place in the pace of the site's events and our ratio, or says from when there is one.
 * One that asks again, because it was cut off, keeps the place it has.
 */
export async function takeSlot(
  em: EntityManager,
  policy: Policy,
  downloadId: number,
  now: Date,
): Promise<{ reason: string; until: Date } | null> {
  const { pace } = await describeEvents(em, policy, now);
  return await em.transactional(async (inner) => {
    await inner.execute('select pg_advisory_xact_lock(?)', [slotLock]);
    const since = new Date(now.getTime() - heldMinutes * 60_000);
    const held = await inner.execute<{ id: number; at: Date }[]>(
      `select id, slot_at as at from downloads where slot_at > ? and status in ('queued', 'waiting')`,
      [since],
    );
    if (held.some(({ id }) => id === downloadId)) return null;
    const added = await addedTimes(inner, now);
    const [downloading] = await inner.execute<{ count: number }[]>(
      `select count(*) as count from downloads where status = 'downloading'`,
    );
    const times = [...added, ...held.map(({ at }) => at)];
    const slot = nextSlot(pace, times, (downloading?.count ?? 0) + held.length, now);
    if (slot.reason !== null) return { reason: slot.reason, until: slot.at };
    await inner.execute('update downloads set slot_at = ? where id = ?', [now, downloadId]);
    return null;
  });
}

/** When torrents of the last week went into the client. */
async function addedTimes(em: EntityManager, now: Date): Promise<Date[]> {
  const rows = await em.execute<{ at: Date }[]>(
    `select min(at) as at from download_events
      where status = 'downloading' and at > ?::timestamptz - interval '7 days' group by download_id`,
    [now],
  );
  return rows.map((row) => row.at);
}
