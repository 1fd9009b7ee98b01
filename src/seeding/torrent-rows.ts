import type { EntityManager } from '@mikro-orm/postgresql';
import type { TorrentPhase } from '../clients/qbittorrent/torrent.ts';
import type { Duty, Trouble } from './duty.ts';
import type { Earner } from './estimate.ts';

/** A torrent of our category as it was last seen. */
export type SeedingTorrent = Duty &
  Earner & {
    hash: string;
    name: string;
    uploadedBytes: number;
    /** Null when the time before that was not watched. */
    uploaded7Bytes: number | null;
    uploaded30Bytes: number | null;
    seenAt: Date;
    downloadId: number | null;
    trouble: Trouble | null;
    troubleSince: Date | null;
    isTroubleTold: boolean;
    unregisteredSince: Date | null;
    /** Since when it runs past the limits of the client's queue. */
    firstSince: Date | null;
  };

type Row = Omit<SeedingTorrent, 'state'> & { state: string };

/** The days are those of UTC, as those of the account are. */
const uploadedSince = (days: number) =>
  `(select s.uploaded_bytes::float8 from seeding_samples s
     where s.torrent_id = t.id and s.day <= (?::timestamptz at time zone 'UTC')::date - ${days}
     order by s.day desc limit 1)`;

/** Torrents as they were last seen, all or those of a condition; what is gone long ago is not there. */
export async function loadTorrents(
  em: EntityManager,
  now: Date,
  { where = 'true', values = [] }: { where?: string; values?: readonly unknown[] } = {},
): Promise<SeedingTorrent[]> {
  const rows = await em.execute<(Row & { uploaded7: number | null; uploaded30: number | null })[]>(
    `select t.id, t.hash, t.name, t.state, t.size_bytes::float8 as "sizeBytes", t.seeders,
            t.was_complete as "wasComplete",
            (t.seeding_seconds + t.earlier_seconds) / 3600.0::float8 as "seededHours",
            (t.uploaded_bytes + t.earlier_uploaded)::float8 as "uploadedBytes",
            ${uploadedSince(7)} as uploaded7, ${uploadedSince(30)} as uploaded30,
            t.added_at as "addedAt", t.completed_at as "completedAt", t.seen_at as "seenAt",
            t.gone_at as "goneAt", t.is_of_tracker as "isOfTracker",
            t.unregistered_since as "unregisteredSince", t.unregistered_at as "unregisteredAt",
            t.trouble, t.trouble_since as "troubleSince", t.trouble_told as "isTroubleTold",
            t.first_since as "firstSince", d.id as "downloadId"
       from seeding_torrents t left join downloads d on d.qbittorrent_hash = t.hash
      where ${where} order by t.id`,
    [now, now, ...values],
  );
  return rows.map(({ uploaded7, uploaded30, ...row }) => ({
    ...row,
    state: row.state as TorrentPhase,
    uploaded7Bytes: uploadedIn(row, uploaded7, 7, now),
    uploaded30Bytes: uploadedIn(row, uploaded30, 30, now),
  }));
}

/** What is younger than the days uploaded all of it in them. */
function uploadedIn(
  { uploadedBytes, addedAt }: Pick<Row, 'uploadedBytes' | 'addedAt'>,
  before: number | null,
  days: number,
  now: Date,
): number | null {
  if (before !== null) return Math.max(0, uploadedBytes - before);
  const isYounger = addedAt && now.getTime() - addedAt.getTime() < days * 86_400_000;
  return isYounger ? uploadedBytes : null;
}
