import { readAccount } from '../src/account/read.ts';
import { defineJob } from '../src/job/definition.ts';

export default defineJob({
  name: 'account',
  description: 'reads ratio, points, VIP and duties of the tracker account',
  schedule: '*/5 * * * *',
  limitMinutes: 5,
  async run({ services, em, now }) {
    if (!services.mam) return { summary: 'nothing done: the tracker is not configured' };
    const reading = await readAccount(em(), services.mam, services.platforms, now);
    const ratio = reading.globalRatio?.toFixed(2) ?? 'unknown';
    return {
      summary: `ratio ${ratio}, points ${reading.points ?? 'unknown'}`,
      processed: 1,
      succeeded: 1,
    };
  },
});
