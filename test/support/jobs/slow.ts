import { once } from 'node:events';
import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'slow',
  description: 'Works until it is stopped, then stops at once.',
  schedule: null,
  limitMinutes: 1,
  run: async ({ signal }) => {
    if (!signal.aborted) await once(signal, 'abort');
    return { summary: 'Stopped.' };
  },
});
