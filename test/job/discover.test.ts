import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discoverJobs, loadJob } from '../../src/job/discover.ts';
import { testJobsFolder } from '../support/job-world.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'jobs-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('every file of the folder is a job, in order of name', async () => {
  const jobs = await discoverJobs(testJobsFolder);

  const names = jobs.map((job) => job.name);
  expect(names).toContain('failing-external');
  expect(names).toEqual(names.toSorted());
});

test.each([
  ['no default export', 'export const name = "broken";'],
  ['another name', 'export default { name: "other", run() {} };'],
  ['nothing to run', 'export default { name: "broken" };'],
])('a file with %s is refused by name', async (_, source) => {
  await writeFile(path.join(folder, 'broken.ts'), source);

  await expect(loadJob(folder, 'broken')).rejects.toThrow(
    /broken\.ts must export by default a job named "broken"/,
  );
});
