import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'ok',
  description: 'Succeeds at once.',
  schedule: '0 * * * *',
  limitMinutes: 1,
  run: async ({ input }) => ({
    summary: 'All is well.',
    processed: 3,
    succeeded: 2,
    failed: 1,
    report: { input },
  }),
});
