import type { EntityManager } from '@mikro-orm/postgresql';
import { enqueue } from '../outbox/enqueue.ts';
import type { Topic } from './kinds.ts';

/** Why an alert is not posted now, and when it is told of; a muted one is told of in the history only. */
export type Hold = { reason: 'muted' } | { reason: 'quiet' | 'storm'; until: Date };

/** Decides whether an alert may be posted in a chat now. */
export type Judge = (
  em: EntityManager,
  alert: Topic,
  platform: string,
) => Promise<{ hold: Hold | null; now: Date }>;

export type Delivery = { alertId: number; platform: string; now: Date };

/** Keeps an alert for the one message that tells of all that were held back in a chat. */
export async function holdBack(em: EntityManager, delivery: Delivery, hold: Hold): Promise<void> {
  const { alertId, platform } = delivery;
  if (hold.reason !== 'muted') {
    await lockHeld(em, platform);
    const waiting = await em.execute<unknown[]>(
      `select 1 from alert_deliveries
        where platform = ? and outcome = ? and told_at is null limit 1`,
      [platform, hold.reason],
    );
    if (waiting.length === 0) {
      await enqueue(em, {
        key: `held:${alertId}:${platform}`,
        kind: 'alert',
        topic: 'held-alerts',
        lane: heldLane(hold.reason, platform),
        platform,
        payload: { reason: hold.reason },
        notBefore: hold.until,
      });
    }
  }
  await noteOutcome(em, delivery, hold.reason);
}

/** What was held back for one reason is told of in its order, and nothing else waits for it. */
export function heldLane(reason: unknown, platform: string): string {
  return `held:${String(reason)}:${platform}`;
}

export async function noteOutcome(
  em: EntityManager,
  { alertId, platform, now }: Delivery,
  outcome: 'posted' | Hold['reason'],
): Promise<void> {
  await em.execute(
    `insert into alert_deliveries (alert_id, platform, outcome, at) values (?, ?, ?, ?)
     on conflict do nothing`,
    [alertId, platform, outcome, now],
  );
}

/** Whoever holds back waits for whoever tells of it, so that no alert falls between the two. */
export async function lockHeld(em: EntityManager, platform: string): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(hashtext('held-alerts'), hashtext(?))`, [
    platform,
  ]);
}
