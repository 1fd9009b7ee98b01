import type { Rejection } from '../releases/facts.ts';
import { isFresh } from './freshness.ts';
import { ratioText } from './ratio.ts';
import { utcText } from './words.ts';

/** What of a reading decides about a grab; `seenAt` is when the tracker last confirmed it. */
export type AccountState = {
  seenAt: Date;
  uploadedBytes: number;
  downloadedBytes: number;
  unsatisfied: { count: number; limit: number } | null;
};

/** The ratio was too low at `since`, and has not recovered. */
export type Emergency = { since: Date; ratio: number };

export type GrabLimits = {
  readingStaleMinutes: number;
  /** The ratio that must remain after a paid grab. */
  leastRatio: number;
  /** Nothing may take the ratio down to this, whatever else is allowed. */
  floorRatio: number;
  recoveredRatio: number;
  unsatisfiedReserve: number;
};

export type PlannedGrab = {
  isPaid: boolean;
  sizeBytes: number | null;
  /** Paid bytes already approved that the reading does not show yet. */
  pendingPaidBytes: number;
  /** Grabs already approved that the reading does not count yet. */
  pendingGrabs: number;
  emergency: Emergency | null;
};

/**
 * Why a grab must wait; empty when it may go. Unknown holds back whatever costs: a paid grab needs a
 * fresh reading, no emergency and a ratio that stays safe; any grab needs room below the unsatisfied limit.
 */
export function holdReasons(
  grab: PlannedGrab,
  account: AccountState | null,
  limits: GrabLimits,
  now: Date,
): Rejection[] {
  const fresh = freshState(account, limits.readingStaleMinutes, now);
  return [
    ...emergencyReasons(grab, limits),
    ...ratioReasons(grab, fresh, account, limits, now),
    ...unsatisfiedReasons(grab, fresh, limits),
  ];
}

/** The reading as long as it is young enough to decide by; null is unknown. */
export function freshState<State extends AccountState>(
  account: State | null,
  staleMinutes: number,
  now: Date,
): State | null {
  return account && isFresh(account.seenAt, now, staleMinutes) ? account : null;
}

/** Whether a reason is one of the ratio, which a wedge would do away with. */
export function isOfRatio({ rule }: Rejection): boolean {
  return rule === 'ratio-emergency' || rule === 'ratio-after';
}

function emergencyReasons({ isPaid, emergency }: PlannedGrab, limits: GrabLimits): Rejection[] {
  if (!isPaid || !emergency) return [];
  const { since, ratio } = emergency;
  const got = `on since ${utcText(since)} (ratio ${ratioText(ratio)})`;
  return [{ rule: 'ratio-emergency', got, want: `a ratio of ${limits.recoveredRatio.toFixed(2)}` }];
}

function ratioReasons(
  grab: PlannedGrab,
  fresh: AccountState | null,
  account: AccountState | null,
  limits: GrabLimits,
  now: Date,
): Rejection[] {
  if (!grab.isPaid) return [];
  if (!fresh) {
    const got = account
      ? `a reading ${Math.round(ageMinutes(account, now))} minutes old`
      : 'no reading';
    return [
      { rule: 'fresh-reading', got, want: `one under ${limits.readingStaleMinutes} minutes` },
    ];
  }
  if (grab.sizeBytes === null) {
    const want = `ratio ${limits.leastRatio.toFixed(2)}`;
    return [{ rule: 'ratio-after', got: 'unknown size', want }];
  }
  const ratio = projectedRatio(fresh, grab.sizeBytes + grab.pendingPaidBytes);
  if (ratio >= limits.leastRatio && ratio > limits.floorRatio) return [];
  return [
    {
      rule: 'ratio-after',
      got: ratioText(ratio),
      want: `at least ${Math.max(limits.leastRatio, limits.floorRatio).toFixed(2)}`,
    },
  ];
}

/** What the number of torrents that owe seed time says against one more; free ones count like any other. */
export function unsatisfiedReasons(
  grab: Pick<PlannedGrab, 'isPaid' | 'pendingGrabs'>,
  fresh: Pick<AccountState, 'unsatisfied'> | null,
  limits: Pick<GrabLimits, 'unsatisfiedReserve'>,
): Rejection[] {
  if (!fresh?.unsatisfied) {
    if (!grab.isPaid) return [];
    return [{ rule: 'unsatisfied', got: 'unknown', want: 'a known count below the limit' }];
  }
  const { count, limit } = fresh.unsatisfied;
  const used = count + grab.pendingGrabs;
  if (used + limits.unsatisfiedReserve < limit) return [];
  return [
    {
      rule: 'unsatisfied',
      got: `${used} of ${limit}`,
      want: `${limits.unsatisfiedReserve} kept free`,
    },
  ];
}

/** Ratio once `bytes` more count as downloaded; infinite while nothing counts. */
export function projectedRatio(
  account: Pick<AccountState, 'uploadedBytes' | 'downloadedBytes'>,
  bytes: number,
): number {
  return account.uploadedBytes / (account.downloadedBytes + bytes);
}

/** How much more may count as downloaded before the ratio is at `floor`; negative below it. */
export function roomBytes(
  { uploadedBytes, downloadedBytes }: Pick<AccountState, 'uploadedBytes' | 'downloadedBytes'>,
  pendingPaidBytes: number,
  floor: number,
): number {
  return uploadedBytes / floor - downloadedBytes - pendingPaidBytes;
}

function ageMinutes(account: AccountState, now: Date): number {
  return (now.getTime() - account.seenAt.getTime()) / 60_000;
}
