import {
  batchesFields,
  correctingFields,
  correctionsFields,
  decidedFields,
  editedFields,
  sourcesFields,
} from './correction-fields.ts';
import { auditColumns, auditFields } from './audit-fields.ts';
import type { Endpoint } from './endpoint.ts';
import {
  calendarFile,
  completionList,
  completionOf,
  gapReportFile,
  summaryFields,
} from './completion-fields.ts';
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
  taskColumns,
  taskReportFields,
  tasksFields,
} from './job-fields.ts';
import { duplicatesFields, qualityFields } from './library-fields.ts';
import { metadataFields } from './metadata-fields.ts';
import { clientFields, monitorFields, seedingFields } from './seeding-fields.ts';
import { olderPaths } from './older-paths.ts';
import { eventMonitorFields, eventsFields, rulesFields } from './tracker-fields.ts';

type Data = Endpoint['data'];
type More = Pick<Endpoint, 'names' | 'params' | 'fixed' | 'defaults' | 'file' | 'whole' | 'csv'>;

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
const put = (path: string, command: string, data: Data, more: More = {}): Endpoint => ({
  ...get(path, command, data, more),
  method: 'PUT',
});
const askedToLook: Data = () => ({ requested: true });
const id = (field: string): More => ({ params: { id: field } });
const oneOf = (field: string): More => ({ ...id(field), fixed: { show: 'any' } });
const lists: More = { names: { completion_status: 'show' }, defaults: { show: 'any' } };
const incomplete: More = {
  names: { min_completion: 'min', max_completion: 'max' },
  fixed: { show: 'gaps' },
};

const audit: More = { csv: { list: 'audit', columns: auditColumns } };

/** The columns of the table `books`, where the options are called otherwise. */
const editNames = { series_number: 'position', published_year: 'year' };
const retryNames = { days_until_retry: 'days' };
const correct = (names: Record<string, string>): More => ({ names, fixed: { action: 'correct' } });
const decide = (action: string): More => ({ ...id('batch'), fixed: { action } });

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
  get('/system/quality/status', 'library', qualityFields),

  get('/system/events', 'events', eventsFields),
  get('/system/event-monitor/status', 'events', eventMonitorFields),
  post('/system/events/refresh', 'events', askedToLook, { fixed: { action: 'refresh' } }),
  post('/system/event-monitor/check-now', 'events', askedToLook, { fixed: { action: 'refresh' } }),
  get('/system/mam-rules', 'rules', rulesFields),

  get('/books', 'book', booksFields, { names: { search: 'text' } }),
  get('/books/search', 'book', booksFields, { names: { query: 'text' } }),
  get('/books/incomplete-metadata', 'book', booksFields, {
    names: { threshold: 'below' },
    defaults: { below: 80 },
  }),
  get('/books/series/:name', 'book', booksFields, { params: { name: 'series' } }),
  get('/books/duplicates', 'library', duplicatesFields, { fixed: { duplicates: true } }),
  get('/books/:id', 'book', bookFields, id('text')),
  put('/books/:id', 'edit', editedFields, { ...id('book'), names: editNames }),
  put('/books/:id/metadata-source', 'edit', editedFields, {
    ...id('book'),
    names: { field_name: 'field' },
  }),
  get('/books/:id/metadata-history', 'history', correctionsFields, id('book')),

  post('/metadata/correct-book', 'changes', correctingFields, correct({ book_id: 'book' })),
  post(
    '/metadata/correct-all',
    'changes',
    correctingFields,
    correct({ completeness_threshold: 'below', limit: 'most' }),
  ),
  post('/metadata/correct-recent', 'changes', correctingFields, correct({})),
  get('/metadata/history/:book_id', 'history', correctionsFields, { params: { book_id: 'book' } }),
  get('/metadata/by-source', 'changes', sourcesFields, {
    fixed: { action: 'sources' },
    whole: 'sources',
  }),
  get('/metadata/incomplete', 'book', booksFields, { defaults: { below: 100 } }),
  get('/metadata/batches', 'changes', batchesFields, { whole: 'batches' }),
  post('/metadata/batches/:id/approve', 'changes', decidedFields, decide('approve')),
  post('/metadata/batches/:id/reject', 'changes', decidedFields, decide('reject')),
  post('/metadata/batches/:id/undo', 'undo', snakeCase, id('batch')),

  post('/books/:id/replace', 'replace', snakeCase, id('book')),
  get('/gaps', 'gaps', gapsFields),
  get('/gaps/report', 'gaps', gapsFields, { file: gapReportFile }),
  get('/gaps/history', 'history', tasksFields, { fixed: { job: 'series-author-completion' } }),
  post('/gaps/analyze', 'run', askedFields, { fixed: { job: 'series-author-completion' } }),
  post('/gaps/analyze-async', 'run', askedFields, { fixed: { job: 'series-author-completion' } }),
  post('/gaps/acquire', 'run', askedFields, { fixed: { job: 'queue' } }),
  get('/upcoming', 'upcoming', snakeCase),
  get('/upcoming.ics', 'upcoming', snakeCase, { fixed: { limit: 500 }, file: calendarFile }),
  get('/metadata/status', 'metadata', metadataFields),
  get('/suggestions', 'suggest', snakeCase, { whole: 'rows' }),
  post('/proposals/approve-all', 'approveall', snakeCase),

  get('/series', 'series', completionList('series'), lists),
  get('/series/incomplete', 'series', completionList('series'), incomplete),
  get('/series/completion-summary', 'series', summaryFields, { fixed: { show: 'any' } }),
  get('/series/:id', 'series', completionOf('series'), oneOf('series')),
  get('/series/:id/completion', 'series', completionOf('series'), oneOf('series')),
  post('/series/:id/monitor', 'series', snakeCase, id('series')),
  get('/authors', 'authors', completionList('authors'), lists),
  get('/authors/incomplete', 'authors', completionList('authors'), incomplete),
  get('/authors/completion-summary', 'authors', summaryFields, { fixed: { show: 'any' } }),
  get('/authors/favorites', 'authors', completionList('authors'), {
    names: { min_books: 'books' },
    defaults: { books: 2 },
  }),
  get('/authors/:id', 'authors', completionOf('authors'), oneOf('author')),
  get('/authors/:id/books', 'authors', completionOf('authors'), oneOf('author')),
  get('/authors/:id/completion', 'authors', completionOf('authors'), oneOf('author')),
  post('/authors/:id/monitor', 'authors', snakeCase, id('author')),

  get('/downloads', 'queue', downloadsFields, {
    names: { status_filter: 'state' },
    defaults: { state: 'downloads' },
  }),
  get('/downloads/quality-analysis', 'library', qualityFields),
  get('/downloads/pending', 'queue', downloadsFields, { fixed: { state: 'pending' } }),
  get('/downloads/failed', 'queue', downloadsFields, { fixed: { state: 'failed' } }),
  get('/downloads/retry-due', 'queue', downloadsFields, { fixed: { state: 'waiting' } }),
  get('/downloads/:id', 'queue', downloadFields, id('download')),
  post('/downloads/:id/retry', 'retry', snakeCase, { ...id('download'), names: retryNames }),
  put('/downloads/:id/retry', 'retry', snakeCase, { ...id('download'), names: retryNames }),
  post('/downloads/:id/replace', 'replace', snakeCase, id('download')),
  remove('/downloads/:id', 'cancel', snakeCase, id('download')),
  get('/proposals', 'queue', proposalsFields, { defaults: { state: 'proposals' } }),
  get('/proposals/:id', 'why', snakeCase, id('proposal')),
  post('/proposals/:id/approve', 'approve', snakeCase, id('proposal')),
  post('/proposals/:id/reject', 'reject', snakeCase, id('proposal')),

  get('/scheduler/status', 'jobs', schedulerFields),
  get('/scheduler/jobs', 'jobs', jobsFields, { whole: 'jobs' }),
  post('/scheduler/jobs/:id/trigger', 'run', askedFields, id('job')),
  post('/scheduler/jobs/:id/pause', 'pause', snakeCase, id('job')),
  post('/scheduler/jobs/:id/resume', 'resume', snakeCase, id('job')),
  get('/scheduler/tasks/history', 'history', tasksFields, {
    csv: { list: 'tasks', columns: taskColumns },
  }),
  get('/scheduler/tasks/history/:id/report', 'history', taskReportFields, id('run')),
  get('/audit', 'audit', auditFields, audit),
  get('/admin/audit-logs', 'audit', auditFields, audit),
  ...olderPaths,
];
