import type { EntityManager } from '@mikro-orm/postgresql';
import { Purchase } from './purchase.entity.ts';
import { describePurchase } from './words.ts';

const mostShown = 50;

/** What was bought, refused or taken back in the last days, and what is open, the newest first. */
export async function purchaseHistory(
  em: EntityManager,
  { since, limit, offset }: { since: Date; limit: number; offset: number },
): Promise<{ rows: Purchase[]; total: number }> {
  const where = { intendedAt: { $gte: since }, status: { $ne: 'proposed' as const } };
  const [rows, total] = await em.findAndCount(Purchase, where, {
    orderBy: { id: 'desc' },
    limit,
    offset,
    refresh: true,
  });
  return { rows, total };
}

/** The purchases of the last days, the newest first: as many as a chart and a list can show. */
export async function recentPurchases(
  em: EntityManager,
  days: number,
  now: Date,
): Promise<Purchase[]> {
  const since = new Date(now.getTime() - days * 86_400_000);
  return (await purchaseHistory(em, { since, limit: mostShown, offset: 0 })).rows;
}

/** When something was bought, to be marked in a chart. */
export function purchaseMarks(purchases: readonly Purchase[]): { label: string; at: Date }[] {
  return purchases.flatMap((one) => {
    if (!one.isSpent || !one.sentAt) return [];
    return [{ label: describePurchase(one), at: one.sentAt }];
  });
}

/** What an owner is asked, and what is not settled. */
export async function openPurchases(em: EntityManager): Promise<Purchase[]> {
  const statuses = ['proposed', 'intended', 'sent', 'unknown'] as const;
  return await em.find(
    Purchase,
    { status: { $in: statuses } },
    { orderBy: { id: 'asc' }, refresh: true },
  );
}

/** Where points came from and went in the last days, from the readings and our own books. */
export type PointsFlow = {
  days: number;
  /** By seeding, gifts and whatever else raised the balance. */
  earned: number;
  spentHere: number;
  /** Falls of the balance that are none of our purchases. */
  spentElsewhere: number;
};

export async function pointsFlow(
  em: EntityManager,
  days: number,
  now: Date,
): Promise<PointsFlow | null> {
  const since = new Date(now.getTime() - days * 86_400_000);
  const [flow] = await em.execute<{ earned: number | null; fallen: number | null }[]>(
    `select sum(greatest(change, 0))::float as earned, sum(greatest(-change, 0))::float as fallen
       from (select points - lag(points) over (order by timestamp, id) as change
               from ratio_log where timestamp > ? and points is not null) changes`,
    [since],
  );
  if (typeof flow?.earned !== 'number' || typeof flow.fallen !== 'number') return null;
  const [spent] = await em.execute<{ points: number }[]>(
    `select coalesce(sum(cost_points), 0)::float as points from purchases where is_spent and sent_at > ?`,
    [since],
  );
  const spentHere = spent?.points ?? 0;
  const spentElsewhere = Math.max(0, Math.round(flow.fallen - spentHere));
  return { days, earned: Math.round(flow.earned), spentHere, spentElsewhere };
}
