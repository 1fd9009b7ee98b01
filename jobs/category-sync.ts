import { syncCategories } from '../src/categories/sync.ts';
import { defineJob } from '../src/job/definition.ts';

export default defineJob({
  name: 'category-sync',
  description: 'looks for new titles by owned authors and of owned series in all categories',
  schedule: '0 6 * * 0',
  limitMinutes: 60,
  async run({ services, em, now }) {
    const { mam, platforms } = services;
    if (!mam) return { summary: 'nothing done: the tracker is not configured' };
    const policy = await services.policy(em());
    const report = await syncCategories(em(), mam, { policy, platforms, now });
    const { newTitles, wanted, unsure, unread, requests } = report;
    const left = unread > 0 ? `; ${unread} older ones were not looked at` : '';
    const count = Object.keys(report.categories).length;
    return {
      summary: `${newTitles} new titles in ${count} categories (${requests} requests): ${wanted.length} wanted, ${unsure.length} unsure${left}`,
      processed: newTitles,
      succeeded: newTitles,
      failed: report.dropped,
      report,
    };
  },
});
