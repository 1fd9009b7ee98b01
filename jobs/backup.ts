import { describeBackup } from '../src/backup/describe.ts';
import { defineJob } from '../src/job/definition.ts';

export default defineJob({
  name: 'backup',
  description: 'copies the whole database into a file and restores it for a trial',
  schedule: '30 4 * * *',
  limitMinutes: 120,
  async run({ services, em, now }) {
    // In the worker alone: the main process does nothing with it.
    const { makeBackup } = await import('../src/backup/make.ts');
    const made = await makeBackup(services, em(), now);
    const { file, sizeBytes, tables, rows, check, isEncrypted, kept } = made;
    return {
      summary: describeBackup(made),
      processed: rows,
      succeeded: rows,
      report: { file, sizeBytes, tables, rows, check, isEncrypted, kept },
    };
  },
});
