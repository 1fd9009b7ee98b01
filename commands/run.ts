import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { askForRun } from '../src/job/ask.ts';

export default defineCommand({
  name: 'run',
  description: 'Run a job now',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    job: z.string().min(1).max(60).describe('name of the job'),
    confirm: z
      .boolean()
      .default(false)
      .describe('library-scan: believe a library that became much smaller'),
  }),
  run: ({ job, confirm }, { em, actor, now, services }) =>
    askForRun(em, services.jobs, {
      job,
      actor: actor.name,
      input: confirm ? { confirm } : {},
      now,
    }),
  view({ job, kind, taskId, since }) {
    if (kind === 'already-running') {
      return say(
        `Running already: ${job}`,
        `Run ${taskId} is at work${since ? ` since ${timeText(since)}` : ''}; two at once are not started.`,
      );
    }
    if (kind === 'already-requested')
      return say(`Asked for already: ${job}`, `Run ${taskId} starts as soon as it can.`);
    return say(
      `Running: ${job}`,
      `Run ${taskId}: "history run:${taskId}" shows how it went.`,
      'ok',
    );
  },
});
