import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'lingering',
  description: 'Forgets a timer.',
  schedule: null,
  limitMinutes: 1,
  run: async () => {
    setInterval(() => undefined, 60_000);
    return { summary: 'Done, or so it seems.' };
  },
});
