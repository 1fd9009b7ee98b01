import { changeClient, undoChanges } from '../downloads/client-changes.ts';
import { firstOnes } from './first-rules.ts';
import { loadTorrents, type SeedingTorrent } from './torrent-rows.ts';
import type { LookServices } from './watch.ts';

/**
 * Lets the torrents past the client's queue that have to seed or are worth most, and puts back those
 * for which that is over. Cut off anywhere it may run again.
 */
export async function arrangeQueue(services: LookServices): Promise<void> {
  const { qbittorrent, policy, now } = services;
  const em = services.em();
  const torrents = await loadTorrents(em, now(), { where: 't.gone_at is null' });
  const { seedHours } = await policy(em);
  const { first, last } = firstOnes(torrents, await qbittorrent.queueLimits(), seedHours);
  for (const torrent of first) {
    const firstSince = now();
    await em.execute('update seeding_torrents set first_since = ? where id = ?', [
      firstSince,
      torrent.id,
    ]);
    await force(services, { ...torrent, firstSince });
  }
  const ending = new Set(last.map(({ id }) => id));
  for (const torrent of torrents) {
    if (torrent.firstSince && !ending.has(torrent.id)) await force(services, torrent);
  }
  for (const torrent of last) {
    if ((await undoChanges(services, reasonOf(torrent))) > 0) continue;
    await em.execute('update seeding_torrents set first_since = null where id = ?', [torrent.id]);
  }
}

/** Of what was asked of the client before, only what did not reach it is asked again. */
async function force(services: LookServices, torrent: SeedingTorrent): Promise<void> {
  const { hash, name } = torrent;
  const change = { what: `torrent:${hash}`, name, before: 'running', after: 'forced' } as const;
  await changeClient(services, reasonOf(torrent), [change]);
}

function reasonOf({ id, firstSince }: SeedingTorrent): string {
  return `seeding-first:${id}:${firstSince?.getTime()}`;
}
