import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { jobNamed } from '../src/job/ask.ts';
import { everyJob, pauseJob } from '../src/job/controls.ts';

export default defineCommand({
  name: 'pause',
  description: 'Pause one job or all of them',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    job: z.string().max(60).default('all').describe('name of the job, or all'),
  }),
  async run({ job }, { em, actor, now, services }) {
    const name = job === 'all' ? everyJob : jobNamed(job, services.jobs);
    const isNew = await pauseJob(em, name, { by: actor.name, now });
    return { job: name === everyJob ? 'all jobs' : name, isNew };
  },
  view({ job, isNew }) {
    const text = isNew
      ? 'Nothing starts by schedule; "run" still does, and a run at work goes on.'
      : 'It was paused already.';
    return say(`Paused: ${job}`, text, 'warning');
  },
});
