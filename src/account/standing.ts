import type { EntityManager } from '@mikro-orm/postgresql';
import { lastReading } from './record.ts';

/** The account as last read; every figure is null as long as it is not known. */
export type Standing = {
  readAt: Date | null;
  isFresh: boolean;
  ratio: number | null;
  uploadedBytes: number | null;
  downloadedBytes: number | null;
  points: number | null;
  wedges: number | null;
  vipUntil: Date | null;
  vipDaysLeft: number | null;
  className: string | null;
  isVipClass: boolean | null;
  unsatisfied: { count: number; limit: number } | null;
};

/** What is known of the account, and whether the reading is young enough to decide by. */
export async function accountStanding(
  em: EntityManager,
  policy: { readingStaleMinutes: number },
  now: Date,
): Promise<Standing> {
  const reading = await lastReading(em);
  const readAt = reading?.seenAt ?? null;
  const vipUntil = reading?.vipUntil ?? null;
  const { unsatisfiedCount: count = null, unsatisfiedLimit: limit = null } = reading ?? {};
  return {
    readAt,
    isFresh:
      readAt !== null && now.getTime() - readAt.getTime() < policy.readingStaleMinutes * 60_000,
    ratio: reading?.globalRatio ?? null,
    uploadedBytes: reading?.uploadedBytes ?? null,
    downloadedBytes: reading?.downloadedBytes ?? null,
    points: reading?.points ?? null,
    wedges: reading?.wedges ?? null,
    vipUntil,
    vipDaysLeft: vipUntil && (vipUntil.getTime() - now.getTime()) / 86_400_000,
    className: reading?.className ?? null,
    isVipClass: reading?.isVipClass ?? null,
    unsatisfied: count !== null && limit !== null ? { count, limit } : null,
  };
}
