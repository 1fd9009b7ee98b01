import type { Endpoint } from './endpoint.ts';
import { downloadFields, downloadsFields } from './download-fields.ts';
import {
  autopilotFields,
  bookFields,
  booksFields,
  complianceFields,
  gapsFields,
  proposalsFields,
  ratioFields,
  snakeCase,
  vipFields,
  vipHistoryFields,
} from './fields.ts';
import {
  askedFields,
  jobsFields,
  schedulerFields,
  taskReportFields,
  tasksFields,
} from './job-fields.ts';
import { clientFields, monitorFields, seedingFields } from './seeding-fields.ts';
import { eventMonitorFields, eventsFields, rulesFields } from './tracker-fields.ts';

type Data = Endpoint['data'];
type More = Pick<Endpoint, 'names' | 'params' | 'fixed' | 'defaults'>;

const get = (path: string, command: string, data: Data, more: More = {}): Endpoint => ({
  method: 'GET',
  path,
  command,
  data,
  ...more,
});
const post = (path: string, command: string, data: Data, more: More = {}): Endpoint => ({
  ...get(path, command, data, more),
  method: 'POST',
});
const remove = (path: string, command: string, data: Data, more: More = {}): Endpoint => ({
  ...get(path, command, data, more),
  method: 'DELETE',
});
const askedToLook: Data = () => ({ requested: true });
const id = (field: string): More => ({ params: { id: field } });

/** Paths and field names known from older tools for the same work, below /api, and the command that answers each. */
export const ownPaths: readonly Endpoint[] = [
  get('/status', 'status', snakeCase),
  get('/system/vip/status', 'vip', vipFields),
  get('/vip/status', 'vip', vipFields),
  get('/vip/history', 'vip', vipHistoryFields),
  get('/system/compliance/ratio', 'ratio', ratioFields),
  get('/compliance/ratio', 'ratio', ratioFields),
  get('/compliance/report', 'ratio', complianceFields),
  get('/system/autonomous/status', 'autopilot', autopilotFields),
  post('/system/autonomous/start', 'autopilot', autopilotFields, { fixed: { mode: 'on' } }),
  post('/system/autonomous/stop', 'autopilot', autopilotFields, { fixed: { mode: 'off' } }),
  post('/system/trigger-full-scan', 'run', askedFields, { fixed: { job: 'full-sync' } }),
  post('/system/category/sync-now', 'run', askedFields, { fixed: { job: 'category-sync' } }),

  get('/qbittorrent/status', 'seeding', clientFields, { fixed: { show: 'client' } }),
  get('/system/qbittorrent/monitor-status', 'seeding', monitorFields, {
    fixed: { show: 'client' },
  }),
  get('/qbittorrent/emergency-status', 'ratio', ratioFields),
  get('/seeding', 'seeding', seedingFields),

  get('/system/events', 'events', eventsFields),
  get('/system/event-monitor/status', 'events', eventMonitorFields),
  post('/system/events/refresh', 'events', askedToLook, { fixed: { action: 'refresh' } }),
  post('/system/event-monitor/check-now', 'events', askedToLook, { fixed: { action: 'refresh' } }),
  get('/system/mam-rules', 'rules', rulesFields),

  get('/books', 'book', booksFields, { names: { search: 'text' } }),
  get('/books/:id', 'book', bookFields, id('text')),
  get('/gaps', 'gaps', gapsFields),
  get('/gaps/report', 'gaps', gapsFields),

  get('/downloads', 'queue', downloadsFields, {
    names: { status_filter: 'state' },
    defaults: { state: 'downloads' },
  }),
  get('/downloads/pending', 'queue', downloadsFields, { fixed: { state: 'pending' } }),
  get('/downloads/failed', 'queue', downloadsFields, { fixed: { state: 'failed' } }),
  get('/downloads/retry-due', 'queue', downloadsFields, { fixed: { state: 'waiting' } }),
  get('/downloads/:id', 'queue', downloadFields, id('download')),
  post('/downloads/:id/retry', 'retry', snakeCase, id('download')),
  remove('/downloads/:id', 'cancel', snakeCase, id('download')),
  get('/proposals', 'queue', proposalsFields, { defaults: { state: 'proposals' } }),
  get('/proposals/:id', 'why', snakeCase, id('proposal')),
  post('/proposals/:id/approve', 'approve', snakeCase, id('proposal')),
  post('/proposals/:id/reject', 'reject', snakeCase, id('proposal')),

  get('/scheduler/status', 'jobs', schedulerFields),
  get('/scheduler/jobs', 'jobs', jobsFields),
  post('/scheduler/jobs/:id/trigger', 'run', askedFields, id('job')),
  post('/scheduler/jobs/:id/pause', 'pause', snakeCase, id('job')),
  post('/scheduler/jobs/:id/resume', 'resume', snakeCase, id('job')),
  get('/scheduler/tasks/history', 'history', tasksFields),
  get('/scheduler/tasks/history/:id/report', 'history', taskReportFields, id('run')),
];
