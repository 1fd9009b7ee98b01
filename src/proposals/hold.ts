import { holdReasons } from '../account/guard.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Policy } from '../settings/policy.ts';
import type { Rejection } from '../releases/facts.ts';
import type { JudgedRelease } from '../releases/pick.ts';

/** Why the chosen release may not be offered yet. */
export function reasonsToHold(
  chosen: Pick<JudgedRelease, 'costClass' | 'release'>,
  ledger: Ledger,
  policy: Policy,
  now: Date,
): Rejection[] {
  const grab = {
    isPaid: chosen.costClass === 'paid',
    sizeBytes: chosen.release.sizeBytes,
    pendingPaidBytes: ledger.pendingPaidBytes,
    pendingGrabs: ledger.pendingGrabs,
  };
  return holdReasons(grab, ledger.account, policy, now);
}
