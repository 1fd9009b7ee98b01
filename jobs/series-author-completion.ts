import { defineJob } from '../src/job/definition.ts';
import { askAboutAuthors } from '../src/library/ask-about-authors.ts';
import { completeAuthors } from '../src/library/complete-authors.ts';
import { completeSeries } from '../src/library/complete.ts';
import { lastScan } from '../src/library/last-scan.ts';
import {
  authorReport,
  authorSummary,
  seriesReport,
  seriesSummary,
} from '../src/library/report-completion.ts';

export default defineJob({
  name: 'series-author-completion',
  description: 'finds what is missing of all series and authors; asks only for new and old lists',
  schedule: '0 2 * * 1',
  limitMinutes: 360,
  async run({ services, em, now, signal, progress }) {
    const policy = await services.policy(em());
    const { holdsGaps: holdsNew } = await lastScan(em());
    const options = { policy, now, holdsNew, signal };
    const series = await completeSeries(em(), services, {
      ...options,
      onStep: (done, total, name) => progress({ label: `series: ${name}`, done, total }),
    });
    const authors = await completeAuthors(em(), services, {
      ...options,
      onStep: (done, total, name) => progress({ label: `author: ${name}`, done, total }),
    });
    await em().transactional((inner) =>
      askAboutAuthors(inner, { platforms: services.platforms, perDay: policy.wishlistPerDay }),
    );
    const failed = series.unknown.length + authors.unknown.length;
    const processed = series.series + authors.authors;
    return {
      summary: `${seriesSummary(series)}; ${authorSummary(authors)}`,
      processed,
      succeeded: processed - failed,
      failed,
      report: { series: seriesReport(series), authors: authorReport(authors) },
    };
  },
});
