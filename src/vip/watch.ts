import type { EntityManager } from '@mikro-orm/postgresql';
import { pointsCap } from '../account/forecast.ts';
import type { Reading } from '../account/reading.entity.ts';
import { spanText } from '../account/words.ts';
import { raise } from '../alerts/raise.ts';
import { pointsAtCap, vipExpiring, vipUnknown } from '../alerts/words/spending.ts';
import { describePlan } from './describe-plan.ts';
import { ladderStep } from './ladder.ts';
import { type SpendingLimits, spendingPlan } from './plan.ts';

/**
 * Tells what a reading says of VIP and points, once for each occasion: each step before an end of VIP,
 * an end that became unknown, points that came to the cap. Runs in the caller's transaction.
 */
export async function watchVip(
  em: EntityManager,
  platforms: readonly string[],
  reading: Reading,
  limits: SpendingLimits,
  now: Date,
): Promise<void> {
  const { points = null, vipUntil = null, isVipClass } = reading;
  const plan = spendingPlan({ points, vipUntil }, limits, now);
  const words = describePlan(plan);
  if (plan.vip.kind === 'unknown') {
    const since = await lastReadingId(em, 'vip_until is not null');
    await raise(em, platforms, { key: `vip-unknown:${since}`, ...vipUnknown(isVipClass) });
  } else {
    const { daysLeft } = plan.vip;
    const step = ladderStep(daysLeft);
    const key = `vip-expiring:${vipUntil?.toISOString()}:${step}`;
    const left = spanText(Math.max(0, daysLeft) * 1440);
    if (step !== null) await raise(em, platforms, { key, ...vipExpiring(step, left, words.vip) });
  }
  if (points === null || points < pointsCap) return;
  const since = await lastReadingId(em, `points < ${pointsCap}`);
  const text = `VIP: ${words.vip}. Upload credit: ${words.upload}`;
  const told = pointsAtCap(Math.floor(points).toLocaleString('en-US'), text);
  await raise(em, platforms, { key: `points-at-cap:${since}`, ...told });
}

/** The last reading of which this was true, so that a new occasion has a new name; 0 for never. */
async function lastReadingId(em: EntityManager, condition: string): Promise<number> {
  const [row] = await em.execute<{ id: number }[]>(
    `select id from ratio_log where ${condition} order by id desc limit 1`,
  );
  return row?.id ?? 0;
}
