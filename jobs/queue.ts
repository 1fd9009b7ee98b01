import { defineJob } from '../src/job/definition.ts';
import { searchDue } from '../src/proposals/search-due.ts';

export default defineJob({
  name: 'queue',
  description: 'searches the tracker for wanted books and proposes the best release of each',
  schedule: '*/30 * * * *',
  limitMinutes: 25,
  async run({ services, em, now, signal }) {
    const { mam, config, platforms } = services;
    if (!mam) return { summary: 'nothing done: the tracker is not configured' };
    const report = await searchDue(em(), mam, { policy: config.policy, platforms, now, signal });
    return {
      summary: `${report.searched} searched: ${report.open} proposed, ${report.waiting} waiting, ${report.held} held back, ${report.none} without an acceptable release`,
      processed: report.searched,
      succeeded: report.searched,
      report,
    };
  },
});
