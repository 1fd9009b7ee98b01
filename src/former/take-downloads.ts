import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { leave, nothing, type Taken } from './report.ts';
import { storable } from '../storable.ts';
import { cell, flag, type ForeignTables, moment, readRows } from './tables.ts';

export const download = z.object({
  id: cell,
  book_id: cell,
  title: cell,
  author: cell,
  status: cell.transform((text) => text.toLowerCase()),
  qbittorrent_hash: cell.transform((text) => text.toLowerCase()),
  release_edition: cell.transform((text) => text.toLowerCase()),
  is_paid: flag,
  date_queued: moment,
  date_completed: moment,
  last_attempt: moment,
  retry_count: cell,
  abs_import_error: cell,
});
const shelved = z.object({ id: cell, abs_id: cell });

export type FormerDownload = z.output<typeof download>;

/** What names none of these is a fault of the row, not a free download. */
const editions: Readonly<Record<string, 'free' | 'fl' | 'paid'>> = {
  free: 'free',
  fl: 'fl',
  paid: 'paid',
};

/**
 * Finished downloads: what was had once is not taken for a stranger's torrent. Their pieces were
 * never checked here, so they stay unverified.
 */
export async function takeDownloads(em: EntityManager, tables: ForeignTables): Promise<Taken> {
  const thing = nothing('finished downloads');
  const { rows, unreadable } = await readRows(tables, 'downloads', download);
  leave(thing, unreadable, 'rows that cannot be read');
  const done = rows.filter(({ status }) => status === 'completed');
  const whole = done.filter((row) => isHash(row.qbittorrent_hash) && row.title !== '');
  leave(thing, done.length - whole.length, 'without a title and the hash of a torrent');
  const books = (await readRows(tables, 'books', shelved)).rows;
  const libraryIds = new Map(books.map((book) => [book.id, book.abs_id]));
  for (const row of whole) {
    const stored = await em.execute<unknown[]>(
      `insert into downloads (book_id, title, author, source, qbittorrent_hash, status, status_reason,
                              progress, release_edition, is_paid, date_queued, date_completed)
       select (select id from books where abs_id = ?), ?, ?, 'former program', ?, 'completed',
              'taken over, not checked', 1, ?, ?, coalesce(?, ?, now()), ?
        where not exists (select 1 from downloads where lower(qbittorrent_hash) = ?)
       returning id`,
      [
        libraryIds.get(row.book_id) ?? '',
        storable(row.title),
        storable(row.author),
        row.qbittorrent_hash,
        editions[row.release_edition] ?? null,
        editions[row.release_edition] ? row.is_paid : null,
        row.date_queued,
        row.date_completed,
        row.date_completed,
        row.qbittorrent_hash,
      ],
    );
    if (stored.length > 0) thing.taken += 1;
    else thing.known += 1;
  }
  return thing;
}

function isHash(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
