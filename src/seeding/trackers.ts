import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { torrentUnregistered } from '../alerts/words/seeding.ts';
import { announceHosts } from '../downloads/stored-torrent.ts';
import { ExternalError } from '../errors.ts';
import { mayStop } from './duty.ts';
import { loadTorrents, type SeedingTorrent } from './torrent-rows.ts';
import { isOfTracker, unregisteredText } from './unregistered.ts';
import type { LookServices } from './watch.ts';

/** Each costs a small request, and there may be ten thousand. */
const perLook = 100;
/** A tracker that is being restarted may forget a torrent for a moment. */
const surelyAfterMs = 30 * 60_000;

/**
 * Asks the client what the tracker says of torrents: those first that it refused, then those whose
 * tracker does not work, then the rest in turn. One that the tracker does not have any more is told
 * once; when the tracker has it again, it owes its hours as before.
 */
export async function checkTrackers(services: LookServices): Promise<void> {
  const em = services.em();
  const rows = await em.execute<{ id: number }[]>(
    `select id from (
       select id, unregistered_since is null or unregistered_at is not null as is_settled, has_working_tracker, tracker_checked_at,
              row_number() over (partition by has_working_tracker order by tracker_checked_at nulls first) as place
         from seeding_torrents
        where gone_at is null and state not like 'paused-%'
          and state not in ('missing-files', 'error')) t
      order by is_settled, place, has_working_tracker limit ${perLook}`,
  );
  const due = await loadTorrents(em, services.now(), {
    where: 't.id in (?)',
    values: [[0, ...rows.map(({ id }) => id)]],
  });
  const looks: Look[] = [];
  try {
    for (const torrent of due) {
      const look = await lookAt(services, torrent);
      if (look) looks.push(look);
    }
  } finally {
    // What was answered counts, also when the client went away in the middle.
    if (looks.length > 0) await noteLooks(em, looks, services.now());
  }
  for (const { torrent, refusal } of looks) {
    const since = torrent.unregisteredSince;
    if (refusal === null || !since) continue;
    const isSure = services.now().getTime() - since.getTime() >= surelyAfterMs;
    if (isSure) await tell(services, torrent, refusal);
  }
}

/** What the client knows of the trackers of a torrent; a refusal is that ours does not have it. */
type Look = { torrent: SeedingTorrent; isOurs: boolean | null; refusal: string | null };

async function lookAt(
  { qbittorrent, config }: LookServices,
  torrent: SeedingTorrent,
): Promise<Look | null> {
  const trackers = await qbittorrent.trackers(torrent.hash).catch((error: unknown) => {
    // Removed since the list was read.
    if (error instanceof ExternalError && error.kind === 'refused') return null;
    throw error;
  });
  if (!trackers) return null;
  const isOurs = isOfTracker(trackers, announceHosts(config.settings.MAM_TRACKER_URL));
  return { torrent, isOurs, refusal: unregisteredText(trackers) };
}

async function noteLooks(em: EntityManager, looks: readonly Look[], now: Date): Promise<void> {
  const rows = looks.map(({ torrent, isOurs, refusal }) => ({
    id: torrent.id,
    is_ours: isOurs,
    is_refused: refusal !== null,
  }));
  await em.execute(
    `update seeding_torrents t
        set is_of_tracker = coalesce(l.is_ours, is_of_tracker), tracker_checked_at = ?,
            unregistered_since = case when l.is_refused then coalesce(unregistered_since, ?) end,
            unregistered_at = case when l.is_refused then unregistered_at end
       from jsonb_to_recordset(?::jsonb) as l(id integer, is_ours boolean, is_refused boolean)
      where l.id = t.id`,
    [now, now, JSON.stringify(rows)],
  );
}

async function tell(
  { em, now, platforms, policy }: LookServices,
  torrent: SeedingTorrent,
  text: string,
): Promise<void> {
  await em().transactional(async (inner) => {
    const { affectedRows } = await inner.execute<{ affectedRows: number }>(
      'update seeding_torrents set unregistered_at = ? where id = ? and unregistered_at is null',
      [now(), torrent.id],
      'run',
    );
    if (affectedRows === 0) return;
    const [download] = await inner.execute<{ id: number; status: string; hasRelease: boolean }[]>(
      `select id, status, release_id is not null as "hasRelease" from downloads where qbittorrent_hash = ?`,
      [torrent.hash],
    );
    const isUnderWay = download?.status === 'downloading' && download.hasRelease;
    const { seedHours } = await policy(inner);
    await raise(inner, platforms, {
      key: `torrent-unregistered:${torrent.id}`,
      ...torrentUnregistered(torrent, {
        text,
        replaceDownload: isUnderWay ? download.id : null,
        mayStop: mayStop(torrent, seedHours),
      }),
    });
  });
}
