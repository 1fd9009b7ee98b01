import { isCalledSo, type WorkKey } from '../library/match.ts';
import { bitrateClass, bitrateClasses } from './bitrate.ts';
import { costClass, expectedDownloadHours, type VipAccount } from './cost.ts';
import type { Rejection, Release } from './facts.ts';
import {
  type Candidate,
  compareCandidates,
  compareIds,
  decidingStep,
  type Step,
  stepsOf,
} from './order.ts';
import { approvalsFor, type ReleasePolicy, rejectionsOf } from './rules.ts';
import { isWorthAWedge } from './wedge.ts';
import { asRead } from './whole-text.ts';

/** A release that may be taken; `reasons` say why it stands before those after it. */
export type JudgedRelease = Candidate & { reasons: string[] };

export type RefusedRelease = { release: Release; rejections: Rejection[] };

/** `better` is a paid release worth asking for although `chosen` costs nothing. */
export type Choice = {
  chosen: JudgedRelease | null;
  better: JudgedRelease | null;
  ranked: JudgedRelease[];
  refused: RefusedRelease[];
};

type PickInput = {
  wanted: WorkKey;
  releases: readonly Release[];
  policy: ReleasePolicy;
  /** What the tracker says of us; null when that is unknown or too old. */
  account: Account | null;
  now: Date;
  /** Releases that must not be taken, as `source:tracker id`. */
  blocked: ReadonlySet<string>;
};

type Account = VipAccount & { wedges: number | null };

/** Chooses the one release of a wanted book; the order of the input never matters. */
export function pick({ wanted, releases, policy, account, now, blocked }: PickInput): Choice {
  const judged = releases.toSorted(compareIds).map((found) => {
    const release = asRead(wanted, found);
    return { release, rejections: rejectionsOf(wanted, release, policy, blocked) };
  });
  const refused = refuseAbridged(judged);
  const steps = stepsOf(policy);
  const candidates = refused
    .filter(({ rejections }) => rejections.length === 0)
    .map(({ release }) => {
      return { ...judge(release, policy, account, now), isCalledSo: isCalledSo(wanted, release) };
    })
    .toSorted((a, b) => compareCandidates(a, b, steps));
  const ranked = candidates.map((candidate, index) => {
    return { ...candidate, reasons: reasonsFor(candidate, candidates.slice(index + 1), steps) };
  });
  const chosen = ranked[0] ?? null;
  return {
    chosen,
    better: chosen && betterPaid(chosen, ranked),
    ranked,
    refused: refused.filter(({ rejections }) => rejections.length > 0),
  };
}

/** What a release costs us and what it takes to have it. */
export function judge(
  release: Release,
  policy: ReleasePolicy,
  account: Account | null,
  now: Date,
): Omit<Candidate, 'isCalledSo'> {
  const hours = expectedDownloadHours(release.sizeBytes);
  const cost = costClass(release.cost, account, now, hours);
  return {
    release,
    costClass: cost,
    needsApproval: approvalsFor(release, policy),
    isWorthAWedge: isWorthAWedge({ release, costClass: cost }, policy, account?.wedges ?? null),
  };
}

/** One bitrate class higher, or unabridged for abridged; nothing else justifies paying or replacing. */
export function isSignificantlyBetter(release: Release, than: Release): boolean {
  const isAbridged = release.isAbridged === true;
  const isThanAbridged = than.isAbridged === true;
  if (isAbridged !== isThanAbridged) return isThanAbridged;
  return classRank(release) < classRank(than);
}

function classRank(release: Release): number {
  return bitrateClasses.indexOf(bitrateClass(release));
}

/** An abridged recording is the last resort: it goes as soon as there is any other. */
function refuseAbridged(judged: RefusedRelease[]): RefusedRelease[] {
  const hasOther = judged.some(
    ({ release, rejections }) => rejections.length === 0 && release.isAbridged !== true,
  );
  if (!hasOther) return judged;
  const rejection = { rule: 'abridged', got: 'abridged', want: 'unabridged, which there is' };
  return judged.map(({ release, rejections }) => ({
    release,
    rejections: release.isAbridged === true ? [...rejections, rejection] : rejections,
  }));
}

function betterPaid(chosen: JudgedRelease, ranked: JudgedRelease[]): JudgedRelease | null {
  const better = ranked.find(
    ({ release, costClass: cost, needsApproval }) =>
      cost === 'paid' &&
      needsApproval.length === 0 &&
      isSignificantlyBetter(release, chosen.release),
  );
  return better ?? null;
}

/** One sentence for each question that sets the release apart from some of those after it. */
function reasonsFor(candidate: Candidate, rest: Candidate[], steps: readonly Step[]): string[] {
  const losers = Map.groupBy(rest, (other) => decidingStep(candidate, other, steps));
  return [...steps, undefined].flatMap((step) => {
    const [next] = losers.get(step) ?? [];
    if (!next) return [];
    if (!step) return [`equal to ${next.release.trackerId}, the smaller id wins`];
    return [`${step.name}: ${step.words(candidate)} before ${step.words(next)}`];
  });
}
