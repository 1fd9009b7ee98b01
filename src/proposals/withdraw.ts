import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { requestRun } from '../job/requests.ts';
import { lockProposals } from './open.ts';

/** Takes back what nobody has decided yet about a book that comes another way, in the caller's transaction. */
export async function withdrawProposals(
  em: EntityManager,
  missingBookId: number,
  context: { reason: string; platforms: readonly string[]; now: Date },
): Promise<void> {
  await lockProposals(em);
  const rows = await em.execute<{ id: number }[]>(
    `update proposals set status = 'superseded', decided_at = ?, decision_reason = ?
      where missing_book_id = ? and status in ('held', 'waiting', 'open') returning id`,
    [context.now, context.reason, missingBookId],
  );
  for (const { id } of rows) await refreshCard(em, context.platforms, `proposal:${id}`);
}

/** A release that was blocked is not offered any more; its book is searched again at once. */
export async function withdrawBlocked(
  em: EntityManager,
  trackerId: string,
  context: { platforms: readonly string[]; now: Date },
): Promise<void> {
  await lockProposals(em);
  const rows = await em.execute<{ id: number; missing_book_id: number }[]>(
    `update proposals p set status = 'superseded', decided_at = ?, decision_reason = 'the release was blocked'
       from releases r
      where r.id = p.release_id and r.source = 'mam' and r.tracker_id = ?
        and p.status in ('held', 'waiting', 'open') returning p.id, p.missing_book_id`,
    [context.now, trackerId],
  );
  if (rows.length === 0) return;
  const books = rows.map((row) => row.missing_book_id);
  await em.execute('update missing_books set next_search_at = ? where id in (?)', [
    context.now,
    books,
  ]);
  for (const { id } of rows) await refreshCard(em, context.platforms, `proposal:${id}`);
  const request = { job: 'queue', cause: 'event', actor: null, input: {} } as const;
  await requestRun(em, { ...request, now: context.now });
}
