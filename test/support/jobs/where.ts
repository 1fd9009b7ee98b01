import { threadId } from 'node:worker_threads';
import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'where',
  description: 'Tells the thread it runs in.',
  schedule: null,
  limitMinutes: 1,
  run: async () => ({ summary: `In thread ${threadId}.` }),
});
