import type { EntityManager } from '@mikro-orm/postgresql';
import type { Climb } from './stalled.ts';

export type Stall = Climb & {
  id: number;
  downloadId: number;
  amountLeftBytes: number;
  /** The torrent was stopped by us and has to be started again. */
  isRestarting: boolean;
  /** Who said that it is waited for. */
  keptBy: string | null;
};

/** The time without a byte in which a download is; null while it is in none. */
export async function openStall(em: EntityManager, downloadId: number): Promise<Stall | null> {
  const [row] = await em.execute<Stall[]>(
    `select id, download_id as "downloadId", since, amount_left_bytes::float8 as "amountLeftBytes", rung,
            rung_at as "rungAt", is_restarting as "isRestarting", kept_by as "keptBy"
       from stalls where download_id = ? and ended_at is null`,
    [downloadId],
  );
  return row ?? null;
}

export async function beginStall(
  em: EntityManager,
  { downloadId, amountLeftBytes }: Pick<Stall, 'downloadId' | 'amountLeftBytes'>,
  now: Date,
): Promise<void> {
  await em.execute(
    `insert into stalls (download_id, since, rung_at, amount_left_bytes) values (?, ?, ?, ?)
     on conflict (download_id) where ended_at is null do nothing`,
    [downloadId, now, now, amountLeftBytes],
  );
}

/** Whatever a download does instead, it is not stalled any more. */
export async function endStallOf(em: EntityManager, downloadId: number, now: Date): Promise<void> {
  await em.execute('update stalls set ended_at = ? where download_id = ? and ended_at is null', [
    now,
    downloadId,
  ]);
}

/** Notes that a step is taken; false when it was, or when it is over or waited for by now. */
export async function noteRung(
  em: EntityManager,
  { id, rung }: Pick<Stall, 'id' | 'rung'>,
  now: Date,
): Promise<boolean> {
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `update stalls set rung = ?, rung_at = ?
      where id = ? and rung = ? and ended_at is null and kept_by is null`,
    [rung + 1, now, id, rung],
    'run',
  );
  return affectedRows === 1;
}
