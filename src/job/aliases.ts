/** Names by which jobs of earlier systems were known, in lower case with dashes. */
const formerNames: Readonly<Record<string, string>> = {
  'cleanup-tasks': 'housekeeping',
  mam: 'rules-watch',
  'mam-scraping': 'rules-watch',
  'mam-rules-scraping': 'rules-watch',
  'daily-metadata-update': 'metadata-daily',
  'weekly-metadata-sync': 'metadata-sync',
  'top10-discovery': 'top10',
  'metadata-maintenance-weekly': 'metadata-maintenance',
  'category-sync-weekly': 'category-sync',
  'seeding-management-weekly': 'seeding',
  'monthly-drift-correction': 'drift',
  'series-author-completion-weekly': 'series-author-completion',
  'ratio-emergency-monitoring': 'account',
  'daily-vip-check': 'vip',
  'process-download-queue': 'queue',
  'repair-batch': 'repair',
  'full-workflow-legacy': 'full-sync',
  series: 'series-completion',
  author: 'author-completion',
};

/** The name of the job a person means, in any case, with dashes or underscores, by its present or its former name; null when there is none. */
export function resolveJobName(name: string, known: Iterable<string>): string | null {
  const names = new Set(known);
  const plain = name.trim().toLowerCase().replaceAll('_', '-');
  if (names.has(plain)) return plain;
  const present = formerNames[plain];
  return present !== undefined && names.has(present) ? present : null;
}
