/** Every path of the older tools; `:name` stands for a part that changes. */
export const knownPaths: readonly string[] = `
GET /api/books, GET /api/books/:id, PUT /api/books/:id, DELETE /api/books/:id, POST /api/books
GET /api/books/:id/metadata-history, GET /api/books/series/:name, GET /api/books/search
GET /api/books/incomplete-metadata, PUT /api/books/:id/metadata-source
GET /api/series, POST /api/series, GET /api/series/:id, PUT /api/series/:id, DELETE /api/series/:id
GET /api/series/:id/completion, GET /api/series/completion-summary, GET /api/series/incomplete
PUT /api/series/:id/recalculate-completion
GET /api/authors, POST /api/authors, GET /api/authors/:id, PUT /api/authors/:id, DELETE /api/authors/:id
GET /api/authors/:id/completion, GET /api/authors/completion-summary, GET /api/authors/incomplete
PUT /api/authors/:id/recalculate-completion, GET /api/authors/:id/books, GET /api/authors/favorites
GET /api/downloads, GET /api/downloads/:id, POST /api/downloads, PUT /api/downloads/:id/status
PUT /api/downloads/:id/mark-complete, PUT /api/downloads/:id/mark-failed, PUT /api/downloads/:id/retry
DELETE /api/downloads/:id, GET /api/downloads/pending, GET /api/downloads/failed, GET /api/downloads/retry-due
POST /api/metadata/correct-book, POST /api/metadata/correct-all, POST /api/metadata/correct-recent
GET /api/metadata/history/:book_id, GET /api/metadata/status, GET /api/metadata/by-source
GET /api/metadata/incomplete, DELETE /api/metadata/cleanup-old
GET /api/scheduler/status, GET /api/scheduler/tasks, GET /api/scheduler/task/:name
GET /api/scheduler/execution-history/:name, GET /api/scheduler/upcoming-tasks, GET /api/scheduler/configuration
POST /api/scheduler/trigger/:name, POST /api/scheduler/trigger-all
PUT /api/scheduler/task/:name/pause, PUT /api/scheduler/task/:name/resume
GET /api/scheduler/jobs, POST /api/scheduler/jobs/:id/trigger, POST /api/scheduler/pause, POST /api/scheduler/resume
GET /api/scheduler/tasks/history, GET /api/scheduler/tasks/history/:id/report
POST /api/gaps/analyze, POST /api/gaps/acquire, POST /api/gaps/analyze-and-acquire, POST /api/gaps/analyze-async
GET /api/gaps/report, GET /api/gaps/history, DELETE /api/gaps/reset-state
POST /api/repairs/evaluate, POST /api/repairs/execute, POST /api/repairs/batch-evaluate
POST /api/repairs/report/evaluation, POST /api/repairs/report/execution, POST /api/repairs/report/batch
GET /api/repairs/health, GET /api/repairs/stats
GET /api/system/stats, GET /api/system/library-status, GET /api/system/download-stats, GET /api/system/storage
GET /api/system/api-usage, GET /api/system/configuration, POST /api/system/trigger-full-scan
POST /api/system/logs/export, GET /api/system/vip/status, GET /api/system/compliance/ratio
GET /api/system/mam-rules, GET /api/system/events, GET /api/system/health, GET /api/system/quality/status
GET /api/system/quality/rules, GET /api/system/category/sync-status, GET /api/system/category/list
POST /api/system/category/sync-now, GET /api/system/qbittorrent/monitor-status
GET /api/system/event-monitor/status, POST /api/system/event-monitor/check-now
POST /api/admin/login, POST /api/admin/logout, GET /api/admin/me, GET /api/admin/users, POST /api/admin/users
GET /api/admin/users/:id, PUT /api/admin/users/:id, DELETE /api/admin/users/:id
POST /api/admin/users/:id/password, GET /api/admin/audit-logs
GET /health, GET /health/live, GET /health/ready, GET /health/deep, GET /health/detailed, GET /
GET /stats-panel, GET /api/info, GET /api/status, GET /status
POST /api/actions/top-search, POST /api/actions/detect-missing, POST /api/actions/refresh-metadata
POST /api/actions/sync-goodreads, POST /api/actions/scan-fantasy, POST /api/actions/full-workflow
GET /api/stats, POST /api/stats/refresh, POST /api/control/top-search, POST /api/control/update-metadata
POST /api/control/missing-books
GET /api/vip/status, GET /api/vip/history, GET /api/compliance/ratio, GET /api/compliance/report
POST /api/system/events/refresh, GET /api/qbittorrent/status, GET /api/qbittorrent/emergency-status
POST /api/system/autonomous/start, POST /api/system/autonomous/stop, GET /api/system/autonomous/status
POST /api/downloads/:id/replace, POST /api/downloads/trigger-scan, POST /api/books/:id/replace
GET /api/downloads/quality-analysis
POST /api/audiobooks/verify, POST /api/audiobooks/verify-batch`
  .trim()
  .split(/,\s*|\n/);
