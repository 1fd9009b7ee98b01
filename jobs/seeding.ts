import { defineJob } from '../src/job/definition.ts';
import { reviewSeeding } from '../src/seeding/review.ts';
import { watchSeeding } from '../src/seeding/watch.ts';

/** A look that is younger counts as one of now. */
const lookEveryMinutes = 5;

export default defineJob({
  name: 'seeding',
  description: 'what the torrents seed and earn, and which of them a person might stop',
  schedule: '0 7 * * 0',
  limitMinutes: 30,
  async run({ services, em, now }) {
    const { qbittorrent, platforms } = services;
    if (!qbittorrent) return { summary: 'nothing done: qBittorrent is not configured' };
    await watchSeeding(services, lookEveryMinutes);
    const { seedHours } = await services.policy(em());
    const review = await em().transactional((inner) =>
      reviewSeeding(inner, { platforms, seedHours, now }),
    );
    const { seeding, earning, owed, proposed } = review;
    return {
      summary: `${seeding} seeding, ${earning} earning, ${owed} owe hours, ${proposed.length} could stop`,
      processed: seeding,
      succeeded: seeding,
      report: review,
    };
  },
});
