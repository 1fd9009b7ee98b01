import type { Hooks } from './http/hooks.ts';
import { noteDelivery, takeDelivery } from './hooks/deliveries.ts';
import { requestRun } from './job/requests.ts';
import type { Services } from './services.ts';

/** What a hook wakes; a test of the door wakes nothing. Every other hook is called like its job. */
const wakes = new Map([
  ['qbittorrent', 'downloads'],
  ['audiobookshelf', 'arrivals'],
  ['test', null],
]);

/** A hint proves nothing: the job it wakes asks the other program itself. */
export function openHooks({ em, now, jobs }: Services): Pick<Hooks, 'take' | 'refuse'> {
  const jobOf = (name: string) =>
    wakes.has(name) ? wakes.get(name) : jobs.find((job) => job.name === name)?.name;
  const note = (name: string, outcome: 'repeated' | 'refused', why: string) =>
    noteDelivery(em(), { name: nameIn(name), outcome, why, at: now() });
  return {
    async take(name, signature) {
      const job = jobOf(name);
      if (job === undefined) {
        await note(name, 'refused', 'There is no hook of that name.');
        return 'unknown';
      }
      const at = now();
      const isNew = await em().transactional(async (inner) => {
        const why = job === null ? 'a test' : `wakes ${job}`;
        const isTaken = await takeDelivery(inner, { name, why, signature, at });
        if (!isTaken || job === null) return isTaken;
        await requestRun(inner, { job, cause: 'event', actor: null, input: {}, now: at });
        return true;
      });
      if (isNew) return 'taken';
      await note(name, 'repeated', 'It was taken before.');
      return 'repeated';
    },
    refuse: (name, why) => note(name, 'refused', why),
  };
}

/** The name is whatever the caller wrote. */
function nameIn(name: string): string {
  return /^[a-z][a-z0-9-]{0,39}$/.test(name) ? name : 'unknown';
}
