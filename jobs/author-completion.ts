import { defineJob } from '../src/job/definition.ts';
import { askAboutAuthors } from '../src/library/ask-about-authors.ts';
import { completeAuthors } from '../src/library/complete-authors.ts';
import { lastScan } from '../src/library/last-scan.ts';
import { fullListAgeDays } from '../src/library/list-age.ts';
import { authorReport, authorSummary } from '../src/library/report-completion.ts';

export default defineJob({
  name: 'author-completion',
  description: 'asks what else the authors of your books have written and finds what is missing',
  schedule: '0 3 3 * *',
  limitMinutes: 360,
  async run({ services, em, now, signal, progress }) {
    const policy = await services.policy(em());
    const done = await completeAuthors(em(), services, {
      policy,
      now,
      holdsNew: (await lastScan(em())).holdsGaps,
      signal,
      listAgeDays: fullListAgeDays,
      onStep: (at, total, name) => progress({ label: name, done: at, total }),
    });
    await em().transactional((inner) =>
      askAboutAuthors(inner, { platforms: services.platforms, perDay: policy.wishlistPerDay }),
    );
    return {
      summary: authorSummary(done),
      processed: done.authors,
      succeeded: done.authors - done.unknown.length,
      failed: done.unknown.length,
      report: authorReport(done),
    };
  },
});
