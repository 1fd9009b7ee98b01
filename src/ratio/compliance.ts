import { ratioText } from '../account/ratio.ts';
import type { Standing } from '../account/standing.ts';
import { utcText } from '../account/words.ts';
import type { Policy } from '../settings/policy.ts';
import type { Episode } from './episode.ts';

/** How a rule of the tracker is kept; what is not known is null and its status `unknown`. */
export type RuleStanding = {
  rule: string;
  limit: number | string;
  now: number | string | null;
  /** What is left until the limit. */
  margin: number | null;
  status: 'ok' | 'warning' | 'breach' | 'unknown';
  /** Since when it is not ok; null when it is, or when that is not known. */
  since: Date | null;
  evidence: string;
};

export type ComplianceFacts = {
  account: Standing;
  episode: Pick<Episode, 'level' | 'since'> | null;
  /** Since when the readings show it. */
  since: Record<'unsatisfied' | 'owed' | 'hitAndRun', Date | null>;
  session: { state: 'ok' | 'fallback' | 'lost'; reason: string | null; at: Date | null } | null;
  searches: { count: number; limit: number; throttledAt: Date | null } | null;
};

type Limits = Pick<
  Policy,
  'ratioFloor' | 'ratioRecovered' | 'ratioWarn' | 'unsatisfiedReserve' | 'readingStaleMinutes'
>;

const dayMs = 86_400_000;

/** Every rule of the tracker that the program watches, with its figures. */
export function complianceOf(facts: ComplianceFacts, policy: Limits, now: Date): RuleStanding[] {
  const { account } = facts;
  const readAt = account.readAt ? utcText(account.readAt) : null;
  const evidence = readAt ? `account read ${readAt}` : 'the account was never read';
  const read = { isFresh: account.isFresh, evidence };
  return [
    floorRule(facts, policy, read),
    warningRule(facts, policy, read),
    unsatisfiedRule(facts, policy, read),
    countRule('seed-hours', account.inactiveUnsatisfiedCount, facts.since.owed, {
      ...read,
      of: 'torrents that owe seed time and are not seeding',
      status: 'warning',
    }),
    countRule('hit-and-run', account.hitAndRunCount, facts.since.hitAndRun, {
      ...read,
      of: 'torrents counted as hit and run',
      status: 'breach',
    }),
    sessionRule(facts),
    budgetRule(facts, now),
  ];
}

type Read = { isFresh: boolean; evidence: string };

function floorRule(
  { account, episode }: ComplianceFacts,
  policy: Limits,
  read: Read,
): RuleStanding {
  const { ratioFloor: limit } = policy;
  const isEmergency = episode?.level === 'emergency';
  const ratio = read.isFresh ? account.ratio : null;
  const base = {
    rule: 'ratio-floor',
    limit,
    ...figure(ratio, limit),
    evidence: `${read.evidence}: ratio ${ratioText(account.ratio)}, ${isEmergency ? 'emergency until' : 'emergency at or under the limit, until'} ${policy.ratioRecovered.toFixed(2)}`,
    since: isEmergency ? episode.since : null,
  };
  if (ratio === null) return { ...base, status: 'unknown' };
  if (ratio <= limit) return { ...base, status: 'breach' };
  return { ...base, status: isEmergency ? 'warning' : 'ok' };
}

function warningRule(
  { account, episode }: ComplianceFacts,
  { ratioWarn: limit }: Limits,
  read: Read,
): RuleStanding {
  const ratio = read.isFresh ? account.ratio : null;
  const isLow = ratio !== null && ratio < limit;
  return {
    rule: 'ratio-warning',
    limit,
    ...figure(ratio, limit),
    status: ratio === null ? 'unknown' : isLow ? 'warning' : 'ok',
    since: isLow && episode && episode.level !== 'normal' ? episode.since : null,
    evidence: `${read.evidence}: ratio ${ratioText(account.ratio)}`,
  };
}

/** An infinite ratio has no number that could be written down. */
function figure(ratio: number | null, limit: number): Pick<RuleStanding, 'now' | 'margin'> {
  if (ratio === null) return { now: null, margin: null };
  if (!Number.isFinite(ratio)) return { now: '∞', margin: null };
  return { now: ratio, margin: ratio - limit };
}

function unsatisfiedRule(
  { account, since }: ComplianceFacts,
  { unsatisfiedReserve: reserve }: Limits,
  read: Read,
): RuleStanding {
  const rule = 'unsatisfied-limit';
  const known = read.isFresh ? account.unsatisfied : null;
  if (!known) {
    const { evidence } = read;
    return {
      rule,
      limit: 'unknown',
      now: null,
      margin: null,
      status: 'unknown',
      since: null,
      evidence,
    };
  }
  const { count, limit } = known;
  const isFull = count >= limit;
  const status = isFull ? 'breach' : count + reserve >= limit ? 'warning' : 'ok';
  return {
    rule,
    limit,
    now: count,
    margin: limit - count,
    status,
    since: status === 'ok' ? null : since.unsatisfied,
    evidence: `${read.evidence}: ${reserve} are kept free for a person`,
  };
}

function countRule(
  rule: string,
  count: number | null,
  since: Date | null,
  read: Read & { of: string; status: 'warning' | 'breach' },
): RuleStanding {
  const now = read.isFresh ? count : null;
  const bad = now !== null && now > 0;
  return {
    rule,
    limit: 0,
    now,
    margin: now === null ? null : -now,
    status: now === null ? 'unknown' : bad ? read.status : 'ok',
    since: bad ? since : null,
    evidence: `${read.evidence}: ${now ?? 'an unknown number of'} ${read.of}`,
  };
}

function sessionRule({ session }: ComplianceFacts): RuleStanding {
  const base = { rule: 'session', limit: 'ok', margin: null };
  if (!session) {
    const evidence = 'the tracker is not configured';
    return { ...base, now: null, status: 'unknown', since: null, evidence };
  }
  const { state, reason, at } = session;
  const status = state === 'ok' ? 'ok' : state === 'lost' ? 'breach' : 'warning';
  const evidence = reason ?? 'the tracker accepts the session';
  return { ...base, now: state, status, since: state === 'ok' ? null : at, evidence };
}

function budgetRule({ searches }: ComplianceFacts, now: Date): RuleStanding {
  const rule = 'request-budget';
  if (!searches) {
    const evidence = 'the tracker is not configured';
    return {
      rule,
      limit: 'unknown',
      now: null,
      margin: null,
      status: 'unknown',
      since: null,
      evidence,
    };
  }
  const { count, limit, throttledAt } = searches;
  const wasThrottled = throttledAt !== null && now.getTime() - throttledAt.getTime() < dayMs;
  const isSpent = count >= limit;
  return {
    rule,
    limit,
    now: count,
    margin: limit - count,
    status: count > limit ? 'breach' : isSpent || wasThrottled ? 'warning' : 'ok',
    since: wasThrottled ? throttledAt : null,
    evidence: wasThrottled
      ? `the tracker asked for fewer requests at ${utcText(throttledAt)}`
      : 'searches of the last 24 hours',
  };
}
