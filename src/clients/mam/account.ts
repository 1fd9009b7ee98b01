import { ExternalError } from '../../errors.ts';
import { accountAnswer } from './schema.ts';
import { readUtcTime } from './text.ts';

/** Without the ratio the site shows: that one is rounded, and a text now and then; the bytes say it. */
export type TrackerAccount = {
  className: string;
  isVipClass: boolean;
  uploadedBytes: number;
  downloadedBytes: number;
  points: number | null;
  wedges: number | null;
  vipUntil: Date | null;
  /** Torrents that still owe seeding time, and how many may. */
  unsatisfied: { count: number; limit: number } | null;
  /** Hit-and-runs, those being seeded again included. */
  hitAndRunCount: number | null;
  /** Still within their time, but not seeding: the next hit-and-runs. */
  inactiveUnsatisfiedCount: number | null;
  connectable: 'yes' | 'no' | 'offline' | null;
  /** What waits for the member on the site; null is unknown. */
  notices: SiteNotices | null;
};

/** Unread private messages, new forum topics, clients the site is about to lock out. */
export type SiteNotices = Record<'pms' | 'topics' | 'aboutToDropClient', number | null>;

/** Reads the account's own figures; throws `unexpected` when bytes or class cannot be read. */
export function readAccount(answer: unknown): TrackerAccount {
  const { data, error } = accountAnswer.safeParse(answer);
  if (!data) {
    const fields = error.issues.map((issue) => issue.path.join('.') || 'the whole answer');
    const text = `tracker sent an account that cannot be read: ${fields.join(', ')}`;
    throw new ExternalError('tracker', 'unexpected', text);
  }
  const nested = data.snatch_summary;
  const active = nested?.seedHnr ?? data.seedHnr;
  const inactive = nested?.inactHnr ?? data.inactHnr;
  return {
    className: data.classname,
    isVipClass: ['vip', 'elite vip'].includes(data.classname.toLowerCase()),
    uploadedBytes: data.uploaded_bytes,
    downloadedBytes: data.downloaded_bytes,
    points: data.seedbonus,
    wedges: data.wedges,
    vipUntil: readUtcTime(data.vip_until ?? ''),
    unsatisfied: nested?.unsat ?? data.unsat,
    hitAndRunCount: active && inactive ? active.count + inactive.count : null,
    inactiveUnsatisfiedCount: (nested?.inactUnsat ?? data.inactUnsat)?.count ?? null,
    connectable: nested?.connectable ?? data.connectable,
    notices: data.notifs,
  };
}
