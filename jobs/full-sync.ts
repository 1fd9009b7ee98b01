import { setTimeout as sleep } from 'node:timers/promises';
import { defineJob } from '../src/job/definition.ts';
import { runInTurn } from '../src/job/in-turn.ts';
import { countInFlight } from '../src/downloads/in-flight.ts';

const followMinutes = 60;
const pollMs = 2000;

export default defineJob({
  name: 'full-sync',
  description: 'scans, searches, proposes and follows downloads until nothing is left to do',
  schedule: null,
  limitMinutes: 180,
  async run({ em, now, signal, progress }) {
    const steps = ['library-scan', 'queue', 'downloads'];
    const report: Record<string, string> = {};
    for (const [done, job] of steps.entries()) {
      await progress({ label: job, done, total: steps.length });
      report[job] = await runInTurn(em, job, signal);
    }
    const endsAt = now.getTime() + followMinutes * 60_000;
    for (;;) {
      const left = await countInFlight(em());
      await progress({
        label: `${left} downloads on their way`,
        done: steps.length,
        total: steps.length,
      });
      if (left === 0 || signal.aborted || Date.now() >= endsAt) break;
      await sleep(pollMs, undefined, { signal }).catch(() => undefined);
      report['downloads'] = await runInTurn(em, 'downloads', signal);
    }
    return {
      summary: Object.entries(report)
        .map(([job, text]) => `${job}: ${text}`)
        .join('; '),
      report,
    };
  },
});
