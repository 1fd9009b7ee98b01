import { once } from 'node:events';
import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'progress',
  description: 'Shows how far it is and works until it is stopped.',
  schedule: null,
  limitMinutes: 1,
  run: async (context) => {
    for (const done of [1, 2, 3]) await context.progress({ label: 'books', done, total: 10 });
    if (!context.signal.aborted) await once(context.signal, 'abort');
    return { summary: 'Stopped.' };
  },
});
