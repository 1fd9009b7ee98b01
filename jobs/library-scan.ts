import { defineJob } from '../src/job/definition.ts';
import { completeSeries } from '../src/library/complete.ts';
import { recordAuthorsOf } from '../src/library/complete-authors.ts';
import { askWhereToStart } from '../src/library/first-scan.ts';
import { scanLibrary } from '../src/library/scan.ts';

export default defineJob({
  name: 'library-scan',
  description: 'reads Audiobookshelf and finds what is missing in its series',
  schedule: '0 2 * * *',
  limitMinutes: 120,
  async run({ services, em, now, signal, input, progress }) {
    const { audiobookshelf, audible, hardcover, config, platforms } = services;
    if (!audiobookshelf) {
      return { summary: 'nothing done: Audiobookshelf is not configured' };
    }
    const scan = await scanLibrary(em(), audiobookshelf, {
      libraryId: config.settings.ABS_LIBRARY_ID,
      acceptsDrop: input['confirm'] === true,
      now,
      onPage: (done, total) => void progress({ label: 'reading the library', done, total }),
    });
    const { newBookIds, holdsGaps: holdsNew } = scan;
    const options = { policy: await services.policy(em()), now, holdsNew };
    const gaps = await completeSeries(
      em(),
      { audible, hardcover },
      {
        ...options,
        signal,
        onStep: (done, total, name) => progress({ label: `series: ${name}`, done, total }),
      },
    );
    await recordAuthorsOf(em(), newBookIds, options);
    await em().transactional((inner) => askWhereToStart(inner, platforms, now));
    const count = scan.unreadable.length;
    const unreadable = count === 0 ? '' : `, ${count} could not be read`;
    const held = scan.holdsGaps ? '; new gaps are held until they can' : '';
    return {
      summary: `${scan.books} books read (${newBookIds.length} new, ${scan.gone} gone${unreadable}); ${gaps.missing} missing in ${gaps.series} series${held}`,
      processed: scan.books,
      succeeded: scan.books,
      failed: count,
      report: { ...scan, newBookIds: newBookIds.length, gaps },
    };
  },
});
