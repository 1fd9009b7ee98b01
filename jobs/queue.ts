import { defineJob } from '../src/job/definition.ts';
import { expireProposals } from '../src/proposals/decide.ts';
import { grantWaiting } from '../src/wishlist/grant-waiting.ts';

export default defineJob({
  name: 'queue',
  description: 'searches the tracker for wanted books and proposes the best release of each',
  schedule: '*/30 * * * *',
  limitMinutes: 25,
  async run({ services, em, now, signal }) {
    const { sources, platforms } = services;
    if (!sources.mam && !sources.prowlarr) {
      return { summary: 'nothing done: the tracker is not configured' };
    }
    const context = { policy: await services.policy(em()), platforms, now };
    await em().transactional((inner) => grantWaiting(inner, { rules: context.policy, now }));
    await em().transactional((inner) => expireProposals(inner, context));
    if (context.policy.autopilot === 'off') {
      return { summary: 'nothing searched: autopilot is off (watch only)' };
    }
    // In the worker alone: the main process does nothing with it.
    const { searchDue } = await import('../src/proposals/search-due.ts');
    const report = await searchDue(em(), sources, { ...context, signal });
    const without = report.prowlarr === null ? '' : `; without Prowlarr: ${report.prowlarr}`;
    return {
      summary: `${report.searched} searched: ${report.taken} taken by autopilot, ${report.open} proposed, ${report.waiting} waiting, ${report.held} held back, ${report.none} without an acceptable release${without}`,
      processed: report.searched,
      succeeded: report.searched,
      report,
    };
  },
});
