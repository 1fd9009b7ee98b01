import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { ratioRecovered } from '../alerts/words/ratio.ts';
import { listChanges, undoChanges } from '../downloads/client-changes.ts';
import { noteResumed } from '../downloads/freeze.ts';
import type { Handler, Later } from '../outbox/dispatch.ts';
import { findEpisode, reasonOf, stampEpisode } from './episode.ts';
import { later, patiently, type RatioServices } from './take-measures.ts';

/**
 * Puts back what an emergency changed in the download client, and tells that it is over and what was
 * left as a person has changed it since. Tried again every minute while the client is away.
 */
export function restoreHandler(services: RatioServices): Handler {
  return async ({ payload }, em) => {
    const episodeId = Number(payload['episodeId']);
    return await patiently(services, () => restore(services, em, episodeId));
  };
}

async function restore(
  services: RatioServices,
  em: EntityManager,
  episodeId: number,
): Promise<Later | undefined> {
  const { qbittorrent, platforms, now } = services;
  const reason = reasonOf(episodeId);
  if (qbittorrent) {
    const waiting = await undoChanges({ ...services, qbittorrent }, reason);
    if (waiting > 0) return later(services, 'qBittorrent is checking or moving a torrent');
  }
  const changes = await listChanges(em, reason);
  if (changes.some(({ outcome }) => outcome === null)) {
    return later(services, 'qBittorrent is not configured, and something has to be put back there');
  }
  await noteResumed(em);
  const episode = await findEpisode(em, episodeId);
  if (!(await stampEpisode(em, episodeId, 'restored_at', now())) || !episode?.toldAt) {
    return undefined;
  }
  const [next] = await em.execute<{ ratio: number }[]>(
    'select ratio from ratio_episodes where id > ? order by id limit 1',
    [episodeId],
  );
  await raise(em, platforms, {
    key: `ratio-recovered:${episodeId}`,
    ...ratioRecovered({ ratio: next?.ratio ?? null, since: episode.since, changes }),
  });
  return undefined;
}
