import type { Actor } from '../command/actor.ts';
import type { Ledger } from '../account/ledger.ts';
import type { JudgedRelease } from '../releases/pick.ts';
import type { Policy } from '../settings/policy.ts';
import { reasonsToHold } from './hold.ts';

/** Whose name stands under what was grabbed without asking. */
export const autopilotActor: Actor = {
  id: 'autopilot',
  name: 'autopilot',
  platform: 'bot',
  role: 'operator',
};

/** Whether a decision, as it is stored, was one of autopilot's. */
export function isByAutopilot(decidedBy: string | null): boolean {
  return decidedBy === `${autopilotActor.platform}:${autopilotActor.id}`;
}

export type Unasked = 'asks' | 'takes' | 'takes-by-wedge';

/**
 * What autopilot does with a release that nothing holds back: `free` takes what costs nothing, `full`
 * also what is paid for as long as the ratio stays safe. What needs a person's word always asks.
 */
export function takenUnasked(
  { release, costClass, needsApproval, isWorthAWedge }: JudgedRelease,
  { policy, ledger, now }: { policy: Policy; ledger: Ledger; now: Date },
): Unasked {
  const { autopilot, wedgePolicy } = policy;
  if (autopilot === 'off' || autopilot === 'propose' || needsApproval.length > 0) return 'asks';
  if (costClass !== 'paid') return 'takes';
  if (isWorthAWedge && wedgePolicy === 'auto') return 'takes-by-wedge';
  if (autopilot === 'free') return 'asks';
  const grab = { costClass, sizeBytes: release.sizeBytes };
  return reasonsToHold(grab, ledger, policy, now, 'autopilot').length > 0 ? 'asks' : 'takes';
}
