import { defineJob } from '../src/job/definition.ts';
import { completeSeries } from '../src/library/complete.ts';
import { lastScan } from '../src/library/last-scan.ts';
import { fullListAgeDays } from '../src/library/list-age.ts';
import { seriesReport, seriesSummary } from '../src/library/report-completion.ts';

export default defineJob({
  name: 'series-completion',
  description: 'asks for the complete lists of all your series and finds what is missing',
  schedule: '0 3 2 * *',
  limitMinutes: 360,
  async run({ services, em, now, signal, progress }) {
    const done = await completeSeries(em(), services, {
      policy: await services.policy(em()),
      now,
      holdsNew: (await lastScan(em())).holdsGaps,
      signal,
      listAgeDays: fullListAgeDays,
      onStep: (at, total, name) => progress({ label: name, done: at, total }),
    });
    return {
      summary: seriesSummary(done),
      processed: done.series,
      succeeded: done.series - done.unknown.length,
      failed: done.unknown.length,
      report: seriesReport(done),
    };
  },
});
