import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Job } from './definition.ts';

/** Where the jobs of this program are. */
export const jobsFolder = path.resolve(import.meta.dirname, '../../jobs');

/** Loads every job of a folder, in order of name; throws what `loadJob` throws. */
export async function discoverJobs(folder: string): Promise<Job[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(files.map((file) => loadJob(folder, path.parse(file).name)));
}

/** Loads one job; throws when its file does not export, by default, a job named after the file. */
export async function loadJob(folder: string, name: string): Promise<Job> {
  const file = path.join(folder, `${name}.ts`);
  const module = (await import(pathToFileURL(file).href)) as { default?: Job };
  const job = module.default;
  if (typeof job?.run !== 'function' || job.name !== name) {
    throw new Error(`${file} must export by default a job named "${name}"`);
  }
  return job;
}
