import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { discoverJobs } from '../../src/job/discover.ts';
import { startScheduler } from '../../src/job/scheduler.ts';
import { type JobServicesParameters, noteStreak, openServices } from './job-services.ts';

// A program of its own: a scheduler on the database it is given, running requests until it is killed.
const parameters = JSON.parse(process.argv[2] ?? '') as JobServicesParameters;
const { services } = await openServices(parameters);
const jobsFolder = path.join(import.meta.dirname, 'jobs');
await startScheduler({
  jobs: await discoverJobs(jobsFolder),
  jobsFolder,
  timeZone: 'UTC',
  isClockOn: false,
  services,
  connection: parameters.connection,
  servicesModule: pathToFileURL(path.join(import.meta.dirname, 'job-services.ts')).href,
  servicesParameters: parameters,
  onStreak: noteStreak,
  maxConcurrent: 2,
  graceMs: 1000,
});
