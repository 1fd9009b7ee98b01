import { projectedRatio } from '../account/guard.ts';
import type { Ledger } from '../account/ledger.ts';
import { compareWithOwned, type OwnedEdition, type OwnedVerdict } from './compare-owned.ts';
import type { CostClass } from './cost.ts';
import type { Rejection, Release } from './facts.ts';
import { type Choice, judge } from './pick.ts';
import type { Approval, ReleasePolicy } from './rules.ts';

/** A release with everything that speaks for and against it. */
export type JudgedRow = {
  release: Release;
  costClass: CostClass;
  /** The account's ratio when it were fetched now; null when that is not known. */
  ratioAfter: number | null;
  verdict: 'chosen' | 'acceptable' | 'asks' | 'refused';
  /** Why it stands before those after it. */
  reasons: readonly string[];
  needsApproval: readonly Approval[];
  rejections: readonly Rejection[];
  /** The edition on the shelf it was compared with. */
  owned: (Pick<OwnedEdition, 'id' | 'title'> & Omit<OwnedVerdict, 'rejection'>) | null;
};

type Circumstances = {
  policy: ReleasePolicy;
  ledger: Ledger;
  account: Ledger['account'];
  now: Date;
  ownedAs: (release: Release) => OwnedEdition | null;
};

/** Every release of a choice, the best first, those that are refused last. */
export function judgedRows(choice: Choice, circumstances: Circumstances): JudgedRow[] {
  const ranked = choice.ranked.map((one) => ({ ...one, rejections: [] as Rejection[] }));
  const refused = choice.refused.map(({ release, rejections }) => ({
    release,
    rejections,
    reasons: [],
  }));
  return [...ranked, ...refused].map(({ release, rejections, reasons }) => {
    const { policy, account, now, ledger, ownedAs } = circumstances;
    const { costClass, needsApproval } = judge(release, policy, account, now);
    const edition = ownedAs(release);
    const comparison = edition && compareWithOwned(release, edition);
    const all = comparison?.rejection ? [...rejections, comparison.rejection] : rejections;
    return {
      release,
      costClass,
      ratioAfter: ratioWith(release, costClass, ledger, account),
      verdict: verdictOf(release, all, needsApproval, choice),
      reasons,
      needsApproval,
      rejections: all,
      owned: edition && comparison && ownedView(edition, comparison),
    };
  });
}

function verdictOf(
  release: Release,
  rejections: readonly Rejection[],
  needsApproval: readonly Approval[],
  choice: Choice,
): JudgedRow['verdict'] {
  if (rejections.length > 0) return 'refused';
  if (needsApproval.length > 0) return 'asks';
  return choice.chosen?.release === release ? 'chosen' : 'acceptable';
}

function ratioWith(
  { sizeBytes }: Release,
  costClass: CostClass,
  { pendingPaidBytes }: Ledger,
  account: Ledger['account'],
): number | null {
  if (!account || (costClass === 'paid' && sizeBytes === null)) return null;
  const ratio = projectedRatio(
    account,
    pendingPaidBytes + (costClass === 'paid' ? (sizeBytes ?? 0) : 0),
  );
  return Number.isFinite(ratio) ? ratio : null;
}

function ownedView(
  { id, title }: OwnedEdition,
  { verdict, reason, isOtherNarrator }: OwnedVerdict,
): JudgedRow['owned'] {
  return { id, title, verdict, reason, isOtherNarrator };
}
