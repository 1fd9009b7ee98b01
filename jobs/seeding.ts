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
    const { seeding, earning, idle, proposed } = review;
    return {
      summary: `${seeding} seeding, ${earning} earning, ${idle} idle, ${proposed.length} could stop`,
      processed: seeding,
      succeeded: seeding,
      report: review,
    };
  },
});
