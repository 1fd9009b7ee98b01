import { defineJob } from '../src/job/definition.ts';
import { proposeCleanUps } from '../src/metadata/propose-clean-ups.ts';
import { refreshBooks } from '../src/metadata/refresh-books.ts';
import { sourcesOf } from '../src/metadata/sources.ts';

export default defineJob({
  name: 'metadata-maintenance',
  description: 'looks over books younger than 13 days and proposes to tidy spellings up',
  schedule: '0 5 * * 0',
  limitMinutes: 180,
  async run(context) {
    const { services, em, now } = context;
    const done = await refreshBooks(context, sourcesOf(services), {
      name: 'metadata-maintenance',
      title: 'Young books',
      mode: 'fill',
      choice: { kind: 'added', days: 13 },
    });
    const { audiobookshelf, platforms } = services;
    if (!audiobookshelf || context.input['dryRun'] === true) return done;
    const by = 'metadata-maintenance';
    const tidied = await proposeCleanUps(em(), audiobookshelf, { platforms, by, now });
    return {
      ...done,
      summary: `${done.summary}; ${tidied} books to tidy up`,
      report: { ...done.report, toTidyUp: tidied },
    };
  },
});
