import type { Rejection } from '../releases/facts.ts';
import type { SpendingPlan, Step } from './plan.ts';

/** A plan in words, for VIP and for upload credit. */
export function describePlan({ renewal, upload }: SpendingPlan): { vip: string; upload: string } {
  return { vip: describeStep(renewal, 'week'), upload: describeStep(upload, 'GB') };
}

/** `buy 7 weeks at most for 8,750 points`, or why not. */
function describeStep(step: Step, unit: 'week' | 'GB'): string {
  if (step.kind === 'hold') return `nothing now: ${step.reasons.map(reasonText).join('; ')}`;
  const points = step.costPoints.toLocaleString('en-US');
  if (unit === 'GB') return `buy ${step.amount} GB for ${points} points`;
  const weeks = `${step.amount} ${step.amount === 1 ? 'week' : 'weeks'}`;
  return `buy ${weeks} at most for ${points} points`;
}

function reasonText({ rule, got, want }: Rejection): string {
  return `${rule.replaceAll('-', ' ')}: ${got} (wanted: ${want})`;
}
