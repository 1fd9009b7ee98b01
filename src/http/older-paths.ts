import { countsFields, downloadStatsFields } from './counts-fields.ts';
import type { Endpoint } from './endpoint.ts';
import { snakeCase } from './fields.ts';
import { askedFields, jobsFields, tasksFields, upcomingTasksFields } from './job-fields.ts';

type Data = Endpoint['data'];

/** A path that only starts a job. */
const starts = (path: string, job: string): Endpoint => ({
  method: 'POST',
  path,
  command: 'run',
  data: askedFields,
  fixed: { job },
});
const shows = (path: string, command: string, data: Data): Endpoint => ({
  method: 'GET',
  path,
  command,
  data,
});
const forJob = (
  method: Endpoint['method'],
  path: string,
  command: string,
  data: Data,
): Endpoint => ({ method, path, command, data, params: { name: 'job' } });

/** Second names of the same work in older tools. */
export const olderPaths: readonly Endpoint[] = [
  shows('/system/stats', 'status', countsFields),
  shows('/stats', 'status', countsFields),
  shows('/system/download-stats', 'status', downloadStatsFields),
  shows('/system/library-status', 'library', snakeCase),
  shows('/system/configuration', 'settings', snakeCase),
  {
    ...shows('/system/category/sync-status', 'history', tasksFields),
    fixed: { job: 'category-sync' },
  },

  { ...shows('/scheduler/tasks', 'jobs', jobsFields), whole: 'jobs' },
  { ...shows('/scheduler/configuration', 'jobs', jobsFields), whole: 'jobs' },
  {
    ...shows('/scheduler/upcoming-tasks', 'jobs', upcomingTasksFields),
    defaults: { hours: 24 },
    whole: 'next_jobs',
  },
  forJob('GET', '/scheduler/execution-history/:name', 'history', tasksFields),
  forJob('POST', '/scheduler/trigger/:name', 'run', askedFields),
  forJob('PUT', '/scheduler/task/:name/pause', 'pause', snakeCase),
  forJob('PUT', '/scheduler/task/:name/resume', 'resume', snakeCase),
  { ...shows('/scheduler/pause', 'pause', snakeCase), method: 'POST' },
  { ...shows('/scheduler/resume', 'resume', snakeCase), method: 'POST' },

  starts('/downloads/trigger-scan', 'library-scan'),
  starts('/gaps/analyze-and-acquire', 'full-sync'),
  starts('/stats/refresh', 'library-scan'),
  starts('/actions/top-search', 'top10'),
  starts('/actions/detect-missing', 'series-author-completion'),
  starts('/actions/refresh-metadata', 'metadata-daily'),
  starts('/actions/full-workflow', 'full-sync'),
  starts('/control/top-search', 'top10'),
  starts('/control/update-metadata', 'metadata-daily'),
  starts('/control/missing-books', 'series-author-completion'),
];
