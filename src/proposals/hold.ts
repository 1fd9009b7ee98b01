import { freshState, holdReasons } from '../account/guard.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Policy } from '../settings/policy.ts';
import type { CostClass } from '../releases/cost.ts';
import { vipReasons } from '../vip/guard.ts';
import type { Rejection } from '../releases/facts.ts';

/** Who says yes: a person may go nearer to the limit than the program by itself. */
export type Approver = 'person' | 'autopilot';

/** Why a release may not be fetched now; empty when it may. */
export function reasonsToHold(
  { costClass, sizeBytes }: { costClass: CostClass; sizeBytes: number | null },
  { account, pendingPaidBytes, pendingGrabs, emergency }: Ledger,
  policy: Policy,
  now: Date,
  approver: Approver,
): Rejection[] {
  const grab = {
    isPaid: costClass === 'paid',
    sizeBytes,
    pendingPaidBytes,
    pendingGrabs,
    emergency,
  };
  return [
    ...holdReasons(grab, account, grabLimits(policy, approver), now),
    ...vipReasons(grab, freshState(account, policy.readingStaleMinutes, now), policy, now),
  ];
}

/** The limits of the account for a grab that this one approved. */
export function grabLimits(policy: Policy, approver: Approver) {
  const { readingStaleMinutes, unsatisfiedReserve, ratioFloor, ratioRecovered } = policy;
  const leastRatio = approver === 'person' ? ratioRecovered : policy.ratioAfterGrab;
  const limits = { floorRatio: ratioFloor, recoveredRatio: ratioRecovered };
  return { readingStaleMinutes, unsatisfiedReserve, leastRatio, ...limits };
}

/** The account as far as it may decide anything: null when it was never read or too long ago. */
export function knownAccount({ account }: Ledger, policy: Policy, now: Date): Ledger['account'] {
  return freshState(account, policy.readingStaleMinutes, now);
}
