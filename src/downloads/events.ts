import type { EntityManager } from '@mikro-orm/postgresql';

export type DownloadEvent = { at: Date; status: string; detail: string };

/** Adds one line to the story of a download, in the caller's transaction. */
export async function recordEvent(
  em: EntityManager,
  downloadId: number,
  status: string,
  detail: string,
  now: Date,
): Promise<void> {
  await em.execute(
    'insert into download_events (download_id, at, status, detail) values (?, ?, ?, ?)',
    [downloadId, now, status, detail],
  );
}

/** The story of a download, oldest first. */
export async function downloadEvents(
  em: EntityManager,
  downloadId: number,
): Promise<DownloadEvent[]> {
  return await em.execute<DownloadEvent[]>(
    'select at, status, detail from download_events where download_id = ? order by id',
    [downloadId],
  );
}
