import { followDownloads } from '../src/downloads/follow.ts';
import { defineJob } from '../src/job/definition.ts';

/** A run ends before the next minute's slot, so that runs never pile up. */
const followMs = 50_000;

export default defineJob({
  name: 'downloads',
  description: 'follows downloads, verifies and imports what is complete',
  schedule: '* * * * *',
  limitMinutes: 60,
  async run({ services, signal, progress }) {
    const report = await followDownloads(services, {
      signal,
      untilMs: followMs,
      onProgress: (left) => progress({ label: 'downloads on their way', done: left, total: null }),
    });
    return {
      summary: `${report.followed} followed, ${report.completed} shelved, ${report.left} still on their way`,
      processed: report.followed,
      succeeded: report.completed,
      report,
    };
  },
});
