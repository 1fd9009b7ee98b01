import type { EntityManager } from '@mikro-orm/postgresql';
import { downloadStatuses } from '../downloads/states.ts';
import { qualityColumns, type QueueRow } from './list-queue.ts';

/** A download with what became of it, on its way or long over. */
export type DownloadRow = QueueRow & {
  bookId: number | null;
  missingBookId: number | null;
  source: string;
  release: string | null;
  sizeBytes: number | null;
  isPaid: boolean | null;
  qbittorrentHash: string | null;
  qbittorrentStatus: string | null;
  integrityStatus: string;
  absImportStatus: string | null;
  absImportError: string | null;
  retryCount: number;
  maxRetries: number;
  dateQueued: Date;
  dateCompleted: Date | null;
  lastAttempt: Date | null;
};

/** Names for the states a list of downloads can be narrowed to. */
const groups: Readonly<Record<string, readonly string[]>> = {
  downloads: downloadStatuses,
  pending: ['queued', 'waiting'],
};

/** Every download, the newest first, of all states or of one; or the one of a number. */
export async function listDownloads(
  em: EntityManager,
  filter: { state: string; download?: number | undefined; limit: number; offset: number },
): Promise<{ rows: DownloadRow[]; total: number }> {
  const states = groups[filter.state] ?? [filter.state];
  const where = 'd.status in (?) and (?::integer is null or d.id = ?)';
  const id = filter.download ?? null;
  const rows = await em.execute<DownloadRow[]>(
    `select d.proposal_id as proposal, d.id as download, d.title, d.author, m.series_name as series,
            m.series_number as position, d.status as state, d.status_reason as detail, d.progress,
            ${qualityColumns}, d.release_edition as "costClass", d.next_retry as "waitsUntil", d.book_id as "bookId",
            d.missing_book_id as "missingBookId", d.source, r.title as release,
            d.size_bytes as "sizeBytes", d.is_paid as "isPaid", d.qbittorrent_hash as "qbittorrentHash",
            d.qbittorrent_status as "qbittorrentStatus", d.integrity_status as "integrityStatus",
            d.abs_import_status as "absImportStatus", d.abs_import_error as "absImportError",
            d.retry_count as "retryCount", d.max_retries as "maxRetries", d.date_queued as "dateQueued",
            d.date_completed as "dateCompleted", d.last_attempt as "lastAttempt"
       from downloads d left join missing_books m on m.id = d.missing_book_id
                        left join releases r on r.id = d.release_id
      where ${where} order by d.id desc limit ? offset ?`,
    [states, id, id, filter.limit, filter.offset],
  );
  const [count] = await em.execute<{ total: number }[]>(
    `select count(*) as total from downloads d where ${where}`,
    [states, id, id],
  );
  return { rows, total: count?.total ?? 0 };
}
