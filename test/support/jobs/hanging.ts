import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'hanging',
  description: 'Never ends and does not listen.',
  schedule: null,
  limitMinutes: 1,
  run: () => new Promise(() => undefined),
});
