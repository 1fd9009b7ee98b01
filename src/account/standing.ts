import type { EntityManager } from '@mikro-orm/postgresql';
import { isFresh } from './freshness.ts';
import { type RatioState, ratioState } from './ratio.ts';
import { lastReading } from './record.ts';

/** The account as last read; every figure is null as long as it is not known. */
export type Standing = {
  readAt: Date | null;
  readMinutesAgo: number | null;
  isFresh: boolean;
  /** `Infinity` while nothing was downloaded; as JSON that is null, and only `ratioState` tells. */
  ratio: number | null;
  ratioState: RatioState;
  uploadedBytes: number | null;
  downloadedBytes: number | null;
  points: number | null;
  wedges: number | null;
  vipUntil: Date | null;
  vipDaysLeft: number | null;
  className: string | null;
  isVipClass: boolean | null;
  unsatisfied: { count: number; limit: number } | null;
  hitAndRunCount: number | null;
  inactiveUnsatisfiedCount: number | null;
  connectable: string | null;
};

/** What is known of the account, and whether the reading is young enough to decide by. */
export async function accountStanding(
  em: EntityManager,
  policy: { readingStaleMinutes: number },
  now: Date,
): Promise<Standing> {
  const reading = await lastReading(em);
  const readAt = reading?.seenAt ?? null;
  const ratio = reading?.globalRatio ?? null;
  const vipUntil = reading?.vipUntil ?? null;
  const { unsatisfiedCount: count = null, unsatisfiedLimit: limit = null } = reading ?? {};
  return {
    readAt,
    readMinutesAgo: readAt && (now.getTime() - readAt.getTime()) / 60_000,
    isFresh: readAt !== null && isFresh(readAt, now, policy.readingStaleMinutes),
    ratio,
    ratioState: ratioState(ratio),
    uploadedBytes: reading?.uploadedBytes ?? null,
    downloadedBytes: reading?.downloadedBytes ?? null,
    points: reading?.points ?? null,
    wedges: reading?.wedges ?? null,
    vipUntil,
    vipDaysLeft: vipUntil && (vipUntil.getTime() - now.getTime()) / 86_400_000,
    className: reading?.className ?? null,
    isVipClass: reading?.isVipClass ?? null,
    unsatisfied: count !== null && limit !== null ? { count, limit } : null,
    hitAndRunCount: reading?.hitAndRunCount ?? null,
    inactiveUnsatisfiedCount: reading?.inactiveUnsatisfiedCount ?? null,
    connectable: reading?.connectable ?? null,
  };
}
