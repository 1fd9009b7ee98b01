import { whyIdle } from '../src/downloads/idle.ts';
import { ExternalError } from '../src/errors.ts';
import { sweepLeftovers } from '../src/importing/temp-folders.ts';
import { defineJob } from '../src/job/definition.ts';
import { lastEnding } from '../src/job/history.ts';
import { neededFolders } from '../src/replacing/rows.ts';
import { isLookDue, watchSeeding } from '../src/seeding/watch.ts';

/** A run ends before the next minute's slot, so that runs never pile up. */
const followMs = 50_000;

export default defineJob({
  name: 'downloads',
  description:
    'follows downloads, imports what is complete, adopts what a person added, looks after seeding',
  schedule: '* * * * *',
  limitMinutes: 60,
  idleReason: async ({ services }) =>
    (await isLookDue(services)) ? null : await whyIdle(services),
  async run({ services, em, signal, progress }) {
    // In the worker alone: it is much, and the main process does nothing with it.
    const { carryOnReplacements } = await import('../src/replacing/carry-on.ts');
    const { adoptNewcomers } = await import('../src/downloads/adopt.ts');
    const { followDownloads } = await import('../src/downloads/follow.ts');
    // Only runs of this job import, one at a time, so what lies there now belongs to a killed one.
    const folder = services.config.settings.LIBRARY_PATH;
    const isSweepDue =
      folder !== undefined && (await lastEnding(em(), 'downloads')) !== 'completed';
    const swept = isSweepDue ? await sweepLeftovers(folder, await neededFolders(em())) : [];
    await carryOnReplacements(services, signal);
    // With a client that is away, what is on its way says so first and waits for it.
    const early = await adoptNewcomers(services, signal).catch(nullIfAway);
    const report = await followDownloads(services, {
      signal,
      untilMs: followMs,
      onProgress: (left) => progress({ label: 'downloads on their way', done: left, total: null }),
    });
    const adopted = early ?? (await adoptNewcomers(services, signal));
    const hasLooked = await watchSeeding(services);
    const news = adopted > 0 ? `${adopted} adopted, ` : '';
    return {
      summary: `${news}${report.followed} followed, ${report.completed} shelved, ${report.left} still on their way`,
      processed: report.followed,
      succeeded: report.completed,
      report: { adopted, ...report, swept, hasLookedAtSeeding: hasLooked },
    };
  },
});

function nullIfAway(error: unknown): null {
  if (error instanceof ExternalError) return null;
  throw error;
}
