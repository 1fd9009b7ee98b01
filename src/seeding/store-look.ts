import type { EntityManager } from '@mikro-orm/postgresql';
import type { TorrentState } from '../clients/qbittorrent/torrent.ts';
import { storableJson } from '../storable.ts';

/** Samples are kept as long as the longest time that is asked for, and torrents that are gone as long as a duty lasts. */
const keepDays = 31;
const keepGoneDays = 90;

/**
 * Stores what a look found: the torrents as they are, those that are missing, and once a day what each
 * has uploaded so far, when that is more than on the last day. One statement each, for any number.
 */
export async function storeLook(
  em: EntityManager,
  torrents: readonly TorrentState[],
  now: Date,
): Promise<void> {
  await em.transactional(async (inner) => {
    await storeTorrents(inner, torrents, now);
    await storeAllocation(inner, torrents);
    await inner.execute(
      'update seeding_torrents set gone_at = ? where seen_at < ? and gone_at is null',
      [now, now],
    );
    await storeSamples(inner, now);
    await inner.execute(
      `delete from seeding_samples s where day < (?::timestamptz at time zone 'UTC')::date - ${keepDays}
          and exists (select 1 from seeding_samples n where n.torrent_id = s.torrent_id and n.day > s.day
                         and n.day <= (?::timestamptz at time zone 'UTC')::date - ${keepDays - 1})`,
      [now, now],
    );
    await inner.execute('delete from seeding_torrents where gone_at < ?', [
      new Date(now.getTime() - keepGoneDays * 86_400_000),
    ]);
  });
}

/** What share of the running torrents seeds, in percent, beside the last reading of the account. */
async function storeAllocation(em: EntityManager, torrents: readonly TorrentState[]) {
  const running = torrents.filter(({ run }) => run === 'running' || run === 'forced');
  if (running.length === 0) return;
  const seeding = running.filter(({ isComplete }) => isComplete).length;
  await em.execute(
    'update ratio_log set seeding_allocation = ? where id = (select max(id) from ratio_log)',
    [Math.round((100 * seeding) / running.length)],
  );
}

async function storeTorrents(
  em: EntityManager,
  torrents: readonly TorrentState[],
  now: Date,
): Promise<void> {
  const rows = torrents.map((torrent) => ({ ...torrent, addedAt: torrent.addedAt?.toISOString() }));
  await em.execute(
    `insert into seeding_torrents as t
       (hash, name, state, size_bytes, seeders, was_complete, seeding_seconds, uploaded_bytes,
        has_working_tracker, added_at, completed_at, seen_at)
     select r ->> 'hash', r ->> 'name', r ->> 'state', (r ->> 'sizeBytes')::bigint, (r ->> 'seeders')::integer,
            (r ->> 'isComplete')::boolean, (r ->> 'seedingSeconds')::bigint, (r ->> 'uploadedBytes')::bigint,
            (r ->> 'hasWorkingTracker')::boolean, (r ->> 'addedAt')::timestamptz,
            (r ->> 'completedAt')::timestamptz, ?
       from jsonb_array_elements(?::jsonb) r
     on conflict (hash) do update set
       name = excluded.name, state = excluded.state, size_bytes = excluded.size_bytes,
       seeders = excluded.seeders, was_complete = t.was_complete or excluded.was_complete,
       earlier_seconds = t.earlier_seconds
         + case when excluded.seeding_seconds < t.seeding_seconds then t.seeding_seconds else 0 end,
       seeding_seconds = excluded.seeding_seconds,
       earlier_uploaded = t.earlier_uploaded
         + case when excluded.uploaded_bytes < t.uploaded_bytes then t.uploaded_bytes else 0 end,
       uploaded_bytes = excluded.uploaded_bytes, has_working_tracker = excluded.has_working_tracker,
       added_at = least(t.added_at, excluded.added_at),
       completed_at = coalesce(t.completed_at, excluded.completed_at),
       seen_at = excluded.seen_at, gone_at = null`,
    [now, storableJson(rows)],
  );
}

async function storeSamples(em: EntityManager, now: Date): Promise<void> {
  await em.execute(
    `insert into seeding_samples (torrent_id, day, uploaded_bytes)
     select t.id, (?::timestamptz at time zone 'UTC')::date, t.uploaded_bytes + t.earlier_uploaded
       from seeding_torrents t
       left join lateral (select s.uploaded_bytes from seeding_samples s where s.torrent_id = t.id
                           order by s.day desc limit 1) last on true
      where t.gone_at is null and last.uploaded_bytes is distinct from t.uploaded_bytes + t.earlier_uploaded
     on conflict (torrent_id, day) do nothing`,
    [now],
  );
}
