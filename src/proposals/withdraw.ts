import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
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
