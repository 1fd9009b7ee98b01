import type { EntityManager } from '@mikro-orm/postgresql';
import { wakeLanes } from '../outbox/enqueue.ts';
import type { Download } from './download.entity.ts';
import { moveDownload } from './move.ts';

/** The columns of a download that an emergency holds back. */
export function frozen(reason: string, now: Date): Partial<Download> {
  return { emergencyBlocked: true, freezeTimestamp: now, emergencyReason: reason };
}

export const thawed: Partial<Download> = {
  emergencyBlocked: false,
  freezeTimestamp: null,
  emergencyReason: null,
};

/** Holds back every grab that is not known to be free; answers how many. */
export async function freezeGrabs(
  em: EntityManager,
  platforms: readonly string[],
  reason: string,
  now: Date,
): Promise<number> {
  const rows = await em.execute<{ id: number }[]>(
    `select id from downloads
      where is_paid is distinct from false and status in ('queued', 'waiting') order by id`,
  );
  for (const { id } of rows) {
    const from = ['queued', 'waiting'] as const;
    const nextStep = 'goes on by itself when the ratio has recovered';
    const set = frozen(reason, now);
    await moveDownload(
      em,
      platforms,
      id,
      { status: 'waiting', from, detail: reason, nextStep, set },
      now,
    );
  }
  return rows.length;
}

/** Lets the grabs go on that were held back, at once; answers how many. */
export async function thawGrabs(
  em: EntityManager,
  platforms: readonly string[],
  detail: string,
  now: Date,
): Promise<number> {
  const rows = await em.execute<{ id: number }[]>(
    `select id from downloads
      where emergency_blocked and status in ('queued', 'waiting') order by id`,
  );
  for (const { id } of rows) {
    const from = ['queued', 'waiting'] as const;
    const nextStep = 'fetched by itself';
    await moveDownload(
      em,
      platforms,
      id,
      { status: 'waiting', from, detail, nextStep, set: thawed },
      now,
    );
  }
  await wakeLanes(
    em,
    rows.map(({ id }) => `download:${id}`),
  );
  return rows.length;
}

/** Notes of downloads that their torrents were paused for the time being, or no longer are. */
export async function notePaused(
  em: EntityManager,
  hashes: readonly string[],
  reason: string,
  now: Date,
): Promise<void> {
  await em.execute(
    `update downloads set emergency_blocked = true, freeze_timestamp = ?, emergency_reason = ?
      where status = 'downloading' and not emergency_blocked and qbittorrent_hash in (?)`,
    [now, reason, [...hashes, '']],
  );
}

export async function noteResumed(em: EntityManager): Promise<void> {
  await em.execute(
    `update downloads set emergency_blocked = false, freeze_timestamp = null, emergency_reason = null
      where emergency_blocked and status not in ('queued', 'waiting')`,
  );
}
