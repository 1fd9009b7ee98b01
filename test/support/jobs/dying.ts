import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'dying',
  description: 'Takes its thread down with an error nobody can catch.',
  schedule: null,
  limitMinutes: 1,
  run: () =>
    new Promise(() => {
      setImmediate(() => {
        throw new Error('out of the blue');
      });
    }),
});
