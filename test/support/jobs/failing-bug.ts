import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'failing-bug',
  description: 'Fails by a fault of its own.',
  schedule: null,
  limitMinutes: 1,
  run: async () => {
    throw new TypeError('undefined is not a book');
  },
});
