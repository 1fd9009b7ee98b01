import { z } from 'zod';
import { dailyReadings } from '../src/account/daily.ts';
import { type Forecast, forecast } from '../src/account/forecast.ts';
import { measuredPointsPerHour } from '../src/account/points.ts';
import { readSamples } from '../src/account/samples.ts';
import { accountStanding, type Standing } from '../src/account/standing.ts';
import { agoText, readingText, spanText, utcText } from '../src/account/words.ts';
import { defineCommand } from '../src/command/definition.ts';
import { showPending } from '../src/vip/show-pending.ts';
import { fields, say, type Tone } from '../src/command/reply.ts';
import { purchaseMarks, recentPurchases } from '../src/spending/history.ts';
import { historyTable } from '../src/spending/show-points.ts';
import { describePlan } from '../src/vip/describe-plan.ts';
import { pendingItems } from '../src/vip/pending.ts';
import { spendingPlan } from '../src/vip/plan.ts';

export default defineCommand({
  name: 'vip',
  description: 'Days of VIP left and the plan for your points; what waits for it',
  role: 'operator',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    days: z.int().min(1).max(3650).default(30).describe('how far back the history goes'),
  }),
  async run({ days }, { em, now, services }) {
    const policy = await services.policy(em);
    const { vipRenewDays: renewWithinDays, readingStaleMinutes: staleMinutes } = policy;
    const standing = await accountStanding(em, policy, now);
    const { points, vipUntil } = standing.isFresh ? standing : { points: null, vipUntil: null };
    const pointsPerHour = standing.isFresh ? await measuredPointsPerHour(em, now) : null;
    return {
      ...standing,
      renewWithinDays,
      pointsPerHour,
      forecast: forecast({ points, pointsPerHour, vipUntil }, { renewWithinDays, now }),
      days,
      plan: spendingPlan({ points, vipUntil }, policy, now),
      pending: await pendingItems(em),
      purchases: await recentPurchases(em, days, now),
      history: await dailyReadings(em, days, now),
      samples: await readSamples(em, { days, staleMinutes, now }),
    };
  },
  view({ renewWithinDays, pointsPerHour, forecast: outlook, days, samples, ...rest }) {
    const { plan, pending, purchases, ...standing } = rest;
    const words = describePlan(plan);
    if (!standing.readAt)
      return say(
        'VIP unknown',
        'The tracker account was never read. "run account" reads it now.',
        'warning',
      );
    const { vipUntil } = standing;
    return {
      title: titleOf(standing),
      tone: toneOf(standing, renewWithinDays),
      blocks: [
        fields({
          Class: standing.className,
          Until: vipUntil ? utcText(vipUntil) : 'no date known',
          Points: pointsText(standing.points, pointsPerHour),
          'To renew from': renewalText(outlook),
          'At the cap': outlook.capAt && utcText(outlook.capAt),
          'Plan for VIP': words.vip,
          'Plan for upload': words.upload,
          Wedges: standing.wedges ?? 'unknown',
          Read: readingText(standing),
        }),
        {
          kind: 'chart',
          title: `Points, ${days} days`,
          unit: 'points',
          points: samples.map(({ at, points }) => ({ at, value: points })),
          marks: [
            ...purchaseMarks(purchases),
            ...(vipUntil && isNear(standing, days) ? [{ label: 'VIP ends', at: vipUntil }] : []),
          ],
        },
        ...showPending(pending),
        ...historyTable(purchases),
      ],
    };
  },
});

function titleOf({ isFresh, vipUntil, vipDaysLeft, isVipClass }: Standing): string {
  if (!isFresh) return 'VIP unknown: the last reading is too old';
  if (!vipUntil || vipDaysLeft === null) return isVipClass ? 'VIP: no end known' : 'No VIP';
  const minutes = vipDaysLeft * 1440;
  return minutes > 0 ? `VIP: ${spanText(minutes)} left` : `VIP ended ${agoText(-minutes)}`;
}

function toneOf({ isFresh, vipDaysLeft, isVipClass }: Standing, renewWithinDays: number): Tone {
  if (!isFresh || vipDaysLeft === null) return 'warning';
  if (vipDaysLeft <= 0 || isVipClass === false) return 'danger';
  return vipDaysLeft < renewWithinDays ? 'warning' : 'info';
}

function pointsText(points: number | null, perHour: number | null): string {
  if (points === null) return 'unknown';
  const rate = perHour === null ? 'earned in an hour: unknown' : `${perHour.toFixed(1)} an hour`;
  return `${points.toLocaleString('en-US')} (${rate})`;
}

function renewalText({ renewalAt, pointsAtRenewal }: Forecast): string | null {
  if (!renewalAt) return null;
  const points = pointsAtRenewal?.toLocaleString('en-US');
  return `${utcText(renewalAt)}, with ${points ?? 'an unknown number of'} points if none are spent`;
}

/** An end far away would press the past into a corner of the chart. */
function isNear({ vipDaysLeft }: Standing, days: number): boolean {
  return vipDaysLeft !== null && Math.abs(vipDaysLeft) <= days / 2;
}
