import { readAccount } from '../src/account/read.ts';
import { defineJob } from '../src/job/definition.ts';
import { judgePending } from '../src/proposals/judge-pending.ts';
import { carryOut } from '../src/spending/carry-out.ts';
import { considerSpending } from '../src/spending/consider.ts';
import { describeVipRun } from '../src/spending/vip-run.ts';
import { watchVip } from '../src/vip/watch.ts';

export default defineJob({
  name: 'vip',
  description:
    'renews VIP, proposes what to do with surplus points, judges what waits for VIP anew',
  schedule: '0 12 * * *',
  limitMinutes: 10,
  tellsOutages: true,
  async run({ services, em, now }) {
    const { mam, platforms } = services;
    if (!mam) return { summary: 'nothing done: the tracker is not configured' };
    const policy = await services.policy(em());
    const reading = await readAccount(em(), mam, platforms, now);
    const considered = await em().transactional(async (inner) => {
      await watchVip(inner, platforms, reading, policy, now);
      return await considerSpending(inner, { platforms, policy }, reading, now);
    });
    if (considered.orderId !== null) await carryOut({ ...services, mam }, considered.orderId);
    const context = { policy, now: services.now() };
    const pending = await em().transactional((inner) => judgePending(inner, context));
    const { summary, report } = await describeVipRun(em(), considered, reading);
    return {
      summary: `${summary}; ${pending.waiting} books wait for VIP or points, ${pending.released} no longer`,
      processed: 1 + pending.judged,
      succeeded: 1 + pending.judged,
      report: { ...report, pending_items_processed: pending.judged },
    };
  },
});
