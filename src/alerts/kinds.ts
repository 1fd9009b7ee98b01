/** Every kind of alert: the names by which alerts are routed. */
export const alertKinds = [
  'account-readable',
  'account-unreadable',
  'adopted',
  'author-gaps',
  'backup-failed',
  'backup-old',
  'digest',
  'download-abandoned',
  'download-failed',
  'download-stalled',
  'download-stopped',
  'event-ended',
  'event-started',
  'folder-taken',
  'hit-and-run-risk',
  'imported',
  'job-failed',
  'job-recovered',
  'message-dead',
  'metadata-run',
  'points-at-cap',
  'proposal-changed',
  'purchase-unknown',
  'ratio-emergency',
  'ratio-recovered',
  'ratio-warning',
  'replaced',
  'replacement-kept',
  'seedbox-refused',
  'seeding-review',
  'session-lost',
  'site-message',
  'test',
  'torrent-unregistered',
  'tracker-categories-changed',
  'tracker-rules-changed',
  'unanswered',
  'unsatisfied-near-limit',
  'vip-expiring',
  'vip-renewal-failed',
  'vip-renewed',
  'vip-unknown',
] as const;
export type AlertKind = (typeof alertKinds)[number];

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** What nobody may miss: alerts of these kinds cannot be muted, and come at night. */
export const urgentKinds: readonly string[] = [
  'download-abandoned',
  'message-dead',
  'ratio-emergency',
  'session-lost',
  'unanswered',
];

/** Messages that change with what they show and ask somebody something; they have no severity. */
export const cardKinds = [
  'proposal',
  'first-scan',
  'purchase',
  'request',
  'import',
  'metadata',
  'conflict',
  'board',
] as const;

/** What a message is about, as far as its place depends on it; cards have no severity. */
export type Topic = { kind: string; severity: Severity | null };
