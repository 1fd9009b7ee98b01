import { pointsPerWeek } from '../vip/plan.ts';
import type { Balances } from './purchase.entity.ts';

/** The site may show what it sold this late; before, its silence means nothing. */
export const lagMinutes = 30;
const dayMs = 86_400_000;
const weekDays = 7;
const gbBytes = 1e9;
/** Seeding goes on while points are spent, so a fall is never exact. */
const tolerance = 0.1;

export type PointsEvidence = {
  before: Balances;
  now: Balances;
  sentAt: Date;
  /** Points given and received since, as the bonus history says; null as long as it was not read. */
  giftedPoints: number | null;
  minutesSinceSent: number;
};

/** `amount`: what the account shows to have been bought. */
export type PointsVerdict = { kind: 'spent'; amount: number } | { kind: 'not-spent' | 'unknown' };

const unknown = { kind: 'unknown' } as const;

/** Whether VIP was bought: its end moves by purchases alone. */
export function vipVerdict(evidence: PointsEvidence): PointsVerdict {
  const { before, now, sentAt } = evidence;
  if (before.vipUntil === null || now.vipUntil === null) return unknown;
  const from = Math.max(Date.parse(before.vipUntil), sentAt.getTime());
  const weeks = Math.round((Date.parse(now.vipUntil) - from) / dayMs / weekDays);
  if (weeks >= 1) return { kind: 'spent', amount: weeks };
  const fall = pointsFall(evidence);
  if (evidence.minutesSinceSent < lagMinutes || fall === null) return unknown;
  if (evidence.giftedPoints === null) return unknown;
  // Points that are gone without VIP: a person has to look.
  return fall < pointsPerWeek * (1 - tolerance) ? { kind: 'not-spent' } : unknown;
}

/** Whether upload credit was bought: the uploaded bytes rise by it and the points fall by its price. */
export function uploadVerdict(
  evidence: PointsEvidence,
  { amount, costPoints }: { amount: number; costPoints: number },
): PointsVerdict {
  const { before, now } = evidence;
  const hasRisen = now.uploadedBytes - before.uploadedBytes >= amount * gbBytes;
  const fall = pointsFall(evidence);
  if (fall === null) return unknown;
  const hasFallen = fall >= costPoints * (1 - tolerance);
  if (hasRisen && hasFallen) return { kind: 'spent', amount };
  const isSure = !hasRisen && !hasFallen && evidence.minutesSinceSent >= lagMinutes;
  return isSure ? { kind: 'not-spent' } : unknown;
}

function pointsFall({ before, now, giftedPoints }: PointsEvidence): number | null {
  if (before.points === null || now.points === null) return null;
  return before.points + (giftedPoints ?? 0) - now.points;
}
