import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { jobNamed } from '../src/job/ask.ts';
import { everyJob, resumeJob } from '../src/job/controls.ts';

export default defineCommand({
  name: 'resume',
  description: 'Let one job or all of them run by schedule again',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    job: z.string().max(60).default('all').describe('name of the job, or all'),
  }),
  async run({ job }, { em, now, services }) {
    const name = job === 'all' ? everyJob : jobNamed(job, services.jobs);
    const wasPaused = await resumeJob(em, name, now);
    return { job: name === everyJob ? 'all jobs' : name, wasPaused };
  },
  view: ({ job, wasPaused }) =>
    say(`Resumed: ${job}`, wasPaused ? 'It runs by schedule again.' : 'It was not paused.', 'ok'),
});
