import { defineJob } from '../src/job/definition.ts';
import { requestRun } from '../src/job/requests.ts';
import { wantRepairs } from '../src/replacing/repair.ts';

const booksPerRun = 50;

export default defineJob({
  name: 'repair',
  description: 'has better editions of damaged, abridged and low-quality books searched, 50 a run',
  schedule: '0 8 * * 6',
  limitMinutes: 15,
  async run({ services, em, now }) {
    if (services.sources.mam === null && services.sources.prowlarr === null) {
      return { summary: 'nothing done: no source of releases is configured' };
    }
    const policy = await services.policy(em());
    const report = await wantRepairs(em(), { policy, limit: booksPerRun, now });
    const { wanted, left } = report;
    if (wanted.length > 0) {
      await requestRun(em(), { job: 'queue', cause: 'event', actor: null, input: {}, now });
    }
    return {
      summary: `better editions of ${wanted.length} books are searched, ${left} books wait for a later run`,
      processed: wanted.length,
      succeeded: wanted.length,
      report,
    };
  },
});
