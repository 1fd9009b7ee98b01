import { defineJob } from '../src/job/definition.ts';
import { noteArrivals, whyNoArrivals } from '../src/library/arrivals.ts';
import { closeArrivals, hasCollectedArrivals } from '../src/metadata/scan-book.ts';

export default defineJob({
  name: 'arrivals',
  description: 'notices books that are new in Audiobookshelf',
  schedule: '*/5 * * * *',
  limitMinutes: 5,
  async idleReason({ services: { audiobookshelf, config, em } }) {
    if (!audiobookshelf) return 'Audiobookshelf is not configured';
    if (await hasCollectedArrivals(em())) return null;
    return await whyNoArrivals(em(), audiobookshelf, config.settings.ABS_LIBRARY_ID);
  },
  async run({ services, em, now }) {
    const { audiobookshelf, config, platforms } = services;
    if (!audiobookshelf) return { summary: 'nothing done: Audiobookshelf is not configured' };
    const arrived = await noteArrivals(em(), audiobookshelf, {
      libraryId: config.settings.ABS_LIBRARY_ID,
      policy: await services.policy(em()),
      now,
    });
    // A scan that still waits has no claim on what the others have found.
    await em().transactional((inner) => closeArrivals(inner, platforms, { onlyFull: false }));
    const names = arrived.map((book) => book.title);
    return {
      summary: names.length === 0 ? 'nothing new' : `new: ${names.join(', ')}`,
      processed: names.length,
      succeeded: names.length,
      report: { arrived: names },
    };
  },
});
