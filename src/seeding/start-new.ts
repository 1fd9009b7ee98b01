import type { LookServices } from './watch.ts';

/** Below that it has not begun to seed; a person stops what does. */
const notSeededSeconds = 60;

/**
 * Starts what is complete but never seeded, because it was stopped when it completed: once for each
 * torrent that we added, because one that is stopped again was stopped by a person.
 */
export async function startNew({ em, qbittorrent, now }: LookServices): Promise<number> {
  const rows = await em().execute<{ id: number; hash: string }[]>(
    `select t.id, t.hash from seeding_torrents t join downloads d on d.qbittorrent_hash = t.hash
      where t.state = 'paused-upload' and t.was_complete and t.gone_at is null and t.started_at is null
        and t.seeding_seconds + t.earlier_seconds < ${notSeededSeconds}
        and d.source <> 'Manual' and d.status in ('checking', 'importing', 'scanning', 'completed', 'stopped')`,
  );
  if (rows.length === 0) return 0;
  await qbittorrent.resume(rows.map(({ hash }) => hash));
  await em().execute(
    `update seeding_torrents set started_at = ?, state = 'stalled-upload' where id in (?)`,
    [now(), rows.map(({ id }) => id)],
  );
  return rows.length;
}
