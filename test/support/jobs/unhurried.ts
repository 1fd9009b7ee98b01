import os from 'node:os';
import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'unhurried',
  description: 'Says which priority it runs with.',
  schedule: null,
  limitMinutes: 1,
  run: async () => ({ summary: String(os.getPriority()) }),
});
