import { z } from 'zod';
import { measuredPointsPerHour } from '../src/account/points.ts';
import { accountStanding } from '../src/account/standing.ts';
import { readingText } from '../src/account/words.ts';
import { mayAct } from '../src/command/actor.ts';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { fields, type Reply } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { buyByHand, buyProposed, declineProposed, settleByHand } from '../src/spending/decide.ts';
import { openPurchases, pointsFlow, purchaseHistory } from '../src/spending/history.ts';
import type { Purchase } from '../src/spending/purchase.entity.ts';
import { flowFields, historyTable, openBlocks } from '../src/spending/show-points.ts';
import { pointsText } from '../src/spending/words.ts';
import { describePlan } from '../src/vip/describe-plan.ts';
import { spendingPlan } from '../src/vip/plan.ts';

const input = z.strictObject({
  action: z
    .enum(['show', 'buy', 'decline', 'settle'])
    .default('show')
    .describe('buy, decline and settle are for owners'),
  what: z.enum(['vip', 'upload']).optional().describe('buy what the plan has for it now'),
  purchase: z
    .int()
    .positive()
    .optional()
    .describe('number of a purchase: buy, decline or settle it'),
  outcome: z
    .enum(['spent', 'not-spent'])
    .optional()
    .describe('settle: how a purchase without an answer ended, as you know it'),
  days: z.int().min(1).max(3650).default(30).describe('how far back the history goes'),
  limit: z.int().min(1).max(500).default(50),
  offset: z.int().min(0).default(0),
});
type Ask = z.output<typeof input>;

export default defineCommand({
  name: 'points',
  description: 'Bonus points: balance, sources, what they may be spent on, history',
  role: 'operator',
  effect: 'change',
  visibility: 'private',
  input,
  looks: ({ action }) => action === 'show',
  async run(ask: Ask, context: Context) {
    const { em, now, services } = context;
    const decided = ask.action === 'show' ? null : await decide(ask, context);
    const policy = await services.policy(em);
    const standing = await accountStanding(em, policy, now);
    const { points, vipUntil, isFresh } = standing;
    const known = isFresh ? { points, vipUntil } : { points: null, vipUntil: null };
    const since = new Date(now.getTime() - ask.days * 86_400_000);
    const { limit, offset } = ask;
    return {
      decided,
      ...standing,
      reserve: policy.pointsReserve,
      pointsPerHour: isFresh ? await measuredPointsPerHour(em, now) : null,
      plan: spendingPlan(known, policy, now),
      flow: await pointsFlow(em, ask.days, now),
      open: await openPurchases(em),
      ...(await purchaseHistory(em, { since, limit, offset })),
      limit,
      offset,
    };
  },
  view({ decided, plan, open, rows, flow, points, reserve, pointsPerHour, ...standing }): Reply {
    const words = describePlan(plan);
    const isKnown = standing.isFresh && points !== null;
    const shown = open.filter(({ id }) => id !== decided?.id);
    return {
      title: isKnown ? `${pointsText(points)} points` : 'Points unknown',
      tone: isKnown ? 'info' : 'warning',
      blocks: [
        ...openBlocks(decided ? [decided] : []),
        fields({
          'In an hour': pointsPerHour === null ? 'not known yet' : pointsPerHour.toFixed(1),
          Reserve: pointsText(reserve),
          'Plan for VIP': words.vip,
          'Plan for upload': words.upload,
          Read: readingText(standing),
        }),
        ...flowFields(flow),
        ...openBlocks(shown),
        ...historyTable(rows.filter(({ id }) => id !== decided?.id)),
      ],
    };
  },
});

async function decide(ask: Ask, { em, actor, now, services }: Context): Promise<Purchase> {
  if (!mayAct(actor.role, 'owner')) {
    const text = `Spending points needs the role owner; you are ${actor.role}.`;
    throw new UserError('not_allowed', text, 'Ask an owner of this bot.');
  }
  const { action, what, purchase, outcome } = ask;
  const by = { actor: actor.name, now };
  if (action === 'buy' && purchase !== undefined) {
    return await buyProposed(em, services, purchase, by);
  }
  if (action === 'buy' && what) return await buyByHand(em, services, what, by);
  if (action === 'decline' && purchase !== undefined) {
    return await declineProposed(em, services, purchase, by);
  }
  if (action === 'settle' && purchase !== undefined && outcome) {
    return await settleByHand(em, services, purchase, { ...by, isSpent: outcome === 'spent' });
  }
  throw new UserError(
    'bad_input',
    `"points ${action}" has to know more.`,
    'buy: purchase or what (vip, upload); decline: purchase; settle: purchase and outcome.',
  );
}
