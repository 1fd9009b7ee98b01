import { type AccountState, holdReasons } from '../account/guard.ts';
import type { Policy } from '../config.ts';
import type { Rejection } from '../releases/facts.ts';
import type { JudgedRelease } from '../releases/pick.ts';

/** The account as far as a grab has to respect it. */
export type Ledger = {
  account: (AccountState & { isVipClass: boolean; vipUntil: Date | null }) | null;
  pendingPaidBytes: number;
  pendingGrabs: number;
};

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
