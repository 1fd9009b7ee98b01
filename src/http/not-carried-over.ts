/** Paths of older tools that nothing answers here, with what there is instead. */
export const notCarriedOver: readonly { paths: readonly string[]; reason: string }[] = [
  {
    paths: ['POST /api/books', 'DELETE /api/books/:id'],
    reason:
      'Books are what Audiobookshelf has; one that is gone there is archived here by the next scan.',
  },
  {
    paths: [
      'POST /api/series',
      'PUT /api/series/:id',
      'DELETE /api/series/:id',
      'POST /api/authors',
      'PUT /api/authors/:id',
      'DELETE /api/authors/:id',
    ],
    reason:
      'Series and authors come from the library and the catalogues. Which of them are completed is said with `POST /api/series/:id/monitor` and `POST /api/authors/:id/monitor`.',
  },
  {
    paths: [
      'PUT /api/series/:id/recalculate-completion',
      'PUT /api/authors/:id/recalculate-completion',
    ],
    reason: 'Completeness is counted for all at once: `POST /api/gaps/analyze`.',
  },
  {
    paths: ['POST /api/downloads'],
    reason:
      'A download begins with a release that somebody approved: `POST /api/commands/request`, then `POST /api/proposals/:id/approve`. Magnet links are not used; the tracker is private.',
  },
  {
    paths: [
      'PUT /api/downloads/:id/status',
      'PUT /api/downloads/:id/mark-complete',
      'PUT /api/downloads/:id/mark-failed',
    ],
    reason: 'The state of a download is what qBittorrent and Audiobookshelf say, nobody else.',
  },
  {
    paths: ['DELETE /api/metadata/cleanup-old'],
    reason: 'The job `housekeeping` deletes what is old.',
  },
  {
    paths: ['GET /api/scheduler/task/:name', 'POST /api/scheduler/trigger-all'],
    reason:
      'The list of jobs has every job. All at once would spend the searches of a day; `full-sync` does what belongs together.',
  },
  {
    paths: ['DELETE /api/gaps/reset-state'],
    reason: 'There is no state to reset: a gap is a row until the book is there or hidden.',
  },
  {
    paths: [
      'POST /api/repairs/evaluate',
      'POST /api/repairs/execute',
      'POST /api/repairs/batch-evaluate',
      'POST /api/repairs/report/evaluation',
      'POST /api/repairs/report/execution',
      'POST /api/repairs/report/batch',
      'GET /api/repairs/health',
      'GET /api/repairs/stats',
    ],
    reason:
      'They took paths of files from the caller. Replacing is `POST /api/books/:id/replace`; the job `repair` looks for what is worth it.',
  },
  {
    paths: ['GET /api/system/storage', 'GET /api/system/api-usage'],
    reason: 'The section Health of the dashboard shows what the machine and the data need.',
  },
  {
    paths: ['POST /api/system/logs/export'],
    reason: 'Logs go to standard error, where systemd or Docker keep them.',
  },
  {
    paths: ['GET /api/system/quality/rules', 'GET /api/system/category/list'],
    reason: 'The rules are settings (`GET /api/system/configuration`), the categories a constant.',
  },
  {
    paths: [
      'POST /api/admin/login',
      'POST /api/admin/logout',
      'GET /api/admin/me',
      'GET /api/admin/users',
      'POST /api/admin/users',
      'GET /api/admin/users/:id',
      'PUT /api/admin/users/:id',
      'DELETE /api/admin/users/:id',
      'POST /api/admin/users/:id/password',
    ],
    reason:
      'There are no passwords: a request carries an API key with a role, which `members` makes and takes back.',
  },
  {
    paths: ['GET /stats-panel', 'GET /status', 'GET /api/info'],
    reason:
      'The dashboard is at `/`, its figures at `GET /api/status`, the version at `GET /health/live`.',
  },
  {
    paths: ['POST /api/actions/sync-goodreads', 'POST /api/actions/scan-fantasy'],
    reason:
      'Goodreads closed its API; a shelf is read by its feed (`wishlist`). Categories are in the jobs `top10` and `category-sync`.',
  },
  {
    paths: ['POST /api/audiobooks/verify', 'POST /api/audiobooks/verify-batch'],
    reason:
      'Every download is verified before it is imported; files of the library are not touched.',
  },
];
