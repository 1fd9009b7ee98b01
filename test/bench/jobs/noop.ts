import { defineJob } from '../../../src/job/definition.ts';

/** Says when its first line ran: a moment of the wall clock, in milliseconds. */
export default defineJob({
  name: 'noop',
  description: 'does nothing',
  schedule: null,
  limitMinutes: 1,
  run: async () => ({ summary: String(performance.timeOrigin + performance.now()) }),
});
