import { ExternalError } from '../../../src/errors.ts';
import { defineJob } from '../../../src/job/definition.ts';

export default defineJob({
  name: 'failing-external',
  description: 'Fails because another program does not answer.',
  schedule: null,
  limitMinutes: 1,
  run: async () => {
    throw new ExternalError('audible', 'unreachable', 'The catalogue does not answer.');
  },
});
