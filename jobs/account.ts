import { readAccount } from '../src/account/read.ts';
import { defineJob } from '../src/job/definition.ts';
import { settleWedges } from '../src/spending/settle-wedges.ts';

export default defineJob({
  name: 'account',
  description: 'reads ratio, points, VIP and duties of the tracker account',
  schedule: '*/5 * * * *',
  limitMinutes: 5,
  async run({ services, em, now }) {
    if (!services.mam) return { summary: 'nothing done: the tracker is not configured' };
    const { mam } = services;
    const reading = await readAccount(em(), mam, services.platforms, now);
    await settleWedges({ ...services, mam });
    const ratio = reading.globalRatio?.toFixed(2) ?? 'unknown';
    return {
      summary: `ratio ${ratio}, points ${reading.points ?? 'unknown'}`,
      processed: 1,
      succeeded: 1,
    };
  },
});
