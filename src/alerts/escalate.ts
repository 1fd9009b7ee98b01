import type { EntityManager } from '@mikro-orm/postgresql';
import type { Reply } from '../command/reply.ts';
import type { Handler } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { enqueueDirect } from './enqueue-direct.ts';
import { raise } from './raise.ts';
import { unanswered } from './words/unanswered.ts';

type Open = { id: number; kind: string; reply: Reply; raisedAt: Date };

/**
 * Looks whether somebody has said that they saw a critical alert; where nobody has within
 * ESCALATE_MINUTES it is told once more in the chats, and written to every owner alone.
 */
export function escalateHandler({
  policy,
  platforms,
  now,
}: Pick<Services, 'policy' | 'platforms' | 'now'>): Handler {
  return async ({ payload }, em) => {
    const [alert] = await em.execute<Open[]>(
      `select id, kind, reply, created_at as "raisedAt" from alerts
        where id = ? and seen_at is null and escalated_at is null for update`,
      [payload['alertId']],
    );
    const { escalateMinutes } = await policy(em);
    if (!alert || escalateMinutes === 0) return undefined;
    const dueAt = new Date(alert.raisedAt.getTime() + escalateMinutes * 60_000);
    if (dueAt > now()) return { retryAt: dueAt, reason: 'somebody may still answer' };
    await em.execute('update alerts set escalated_at = ? where id = ?', [now(), alert.id]);
    const words = unanswered(alert, escalateMinutes);
    await raise(em, platforms, { key: `unanswered:${alert.id}`, ...words });
    await callOwners(em, platforms, alert.id);
    return undefined;
  };
}

/** Those whom a chat of this installation reaches, who take messages and did not get it already. */
async function callOwners(
  em: EntityManager,
  platforms: readonly string[],
  alertId: number,
): Promise<void> {
  const owners = await em.execute<{ platform: string; person: string }[]>(
    `select m.platform, m.user_id as person from members m
       left join preferences p on p.platform = m.platform and p.person = m.user_id
      where m.role = 'owner' and coalesce(p.alerts_by_dm, 'off') = 'off' and p.refused_at is null
      order by 1, 2`,
  );
  for (const owner of owners.filter(({ platform }) => platforms.includes(platform)))
    await enqueueDirect(em, alertId, owner);
}
