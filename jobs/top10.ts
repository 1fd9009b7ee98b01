import { takeTop10 } from '../src/categories/top10.ts';
import { defineJob } from '../src/job/definition.ts';

export default defineJob({
  name: 'top10',
  description: 'wants the books of the charts named in TOP10_CATEGORIES that are not owned',
  schedule: '0 3 * * 0',
  limitMinutes: 15,
  async run({ services, em, now }) {
    const { mam, platforms } = services;
    if (!mam) return { summary: 'nothing done: the tracker is not configured' };
    const policy = await services.policy(em());
    if (policy.top10.length === 0) return { summary: 'nothing done: TOP10_CATEGORIES is empty' };
    const report = await takeTop10(em(), mam, { policy, platforms, now });
    const charts = report.charts.map(({ category, places }) => {
      const wanted = places.filter(({ outcome }) => outcome === 'wanted').length;
      return `${category}: ${places.length} places, ${wanted} wanted`;
    });
    const unknown = report.unknown.map((id) => `category ${id} is no audiobook category`);
    const places = report.charts.reduce((sum, chart) => sum + chart.places.length, 0);
    return {
      summary: [...charts, ...unknown].join('; '),
      processed: places,
      succeeded: places,
      failed: report.unknown.length,
      report,
    };
  },
});
