import type { EntityManager } from '@mikro-orm/postgresql';
import { openWaiting } from '../proposals/open.ts';
import { withdrawProposals } from '../proposals/withdraw.ts';
import type { Services } from '../services.ts';
import { recordEvent } from './events.ts';

/**
 * Makes an adopted torrent the one that brings a missing book: what was proposed for it is withdrawn.
 * False when the book is on its way or here since it was looked for.
 */
export async function linkMissingBook(
  em: EntityManager,
  services: Pick<Services, 'platforms' | 'policy' | 'now'>,
  downloadId: number,
  book: { id: number; title: string; author: string },
): Promise<boolean> {
  const context = { platforms: services.platforms, now: services.now() };
  const reason = 'a torrent of the book was added by hand';
  await withdrawProposals(em, book.id, { ...context, reason });
  const taken = await em.execute<unknown[]>(
    `update missing_books set download_status = 'downloading'
      where id = ? and download_status not in ('queued', 'downloading', 'completed') returning 1`,
    [book.id],
  );
  if (taken.length === 0) return false;
  const [download] = await em.execute<{ status: string }[]>(
    `update downloads set missing_book_id = ?, title = ?, author = ? where id = ?
     returning status`,
    [book.id, book.title, book.author, downloadId],
  );
  const detail = `it is the missing book ${book.id}: ${book.title}`;
  await recordEvent(em, downloadId, download?.status ?? 'downloading', detail, context.now);
  await openWaiting(em, { ...context, policy: await services.policy(em) });
  return true;
}
