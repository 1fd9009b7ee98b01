import { judgeEvents, takeSample } from '../src/events/sample.ts';
import { defineJob } from '../src/job/definition.ts';

export default defineJob({
  name: 'events',
  description: 'looks whether the tracker has a freeleech event',
  schedule: '0 * * * *',
  limitMinutes: 10,
  async run({ services, em, now }) {
    const { mam, platforms } = services;
    if (!mam) return { summary: 'nothing done: the tracker is not configured' };
    const sample = await takeSample(em(), mam, now);
    const verdict = await em().transactional((inner) => judgeEvents(inner, platforms, now));
    const share = sample.freePercent === null ? 'unknown' : `${sample.freePercent.toFixed(0)} %`;
    return {
      summary: `${verdict.state}: ${share} of the newest are free`,
      processed: 1,
      succeeded: 1,
      report: { ...sample, ...verdict },
    };
  },
});
