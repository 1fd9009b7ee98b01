import { bitrateClass, bitrateClasses } from './bitrate.ts';
import { type CostClass, costClasses, costText } from './cost.ts';
import type { Release } from './facts.ts';
import type { Approval, ReleasePolicy } from './rules.ts';

/** An acceptable release with all that decides about its rank. */
export type Candidate = {
  release: Release;
  costClass: CostClass;
  needsApproval: Approval[];
  /** The title by itself is that of the wanted book. */
  isCalledSo: boolean;
  /** Paid, but a wedge would make it free and be well spent. */
  isWorthAWedge: boolean;
};

/** One question of the lexicographic order: smaller ranks come first, `words` says what was found. */
export type Step = {
  name: string;
  rank(candidate: Candidate): number;
  words(candidate: Candidate): string;
};

const approval: Step = {
  name: 'approval',
  rank: ({ needsApproval }) => needsApproval.length,
  words: ({ needsApproval }) => needsApproval.join(' and ') || 'none needed',
};
/** Of the labelled rows the others are wrong more than ten times as often: what they cost less is not worth that. */
const title: Step = {
  name: 'title',
  rank: ({ isCalledSo }) => Number(!isCalledSo),
  words: ({ isCalledSo }) => (isCalledSo ? 'as wanted' : 'written otherwise'),
};
const bitrate: Step = {
  name: 'bitrate',
  rank: ({ release }) => bitrateClasses.indexOf(bitrateClass(release)),
  words: ({ release }) =>
    release.bitrateKbps === null ? 'unknown' : `${release.bitrateKbps} kbps`,
};
const seeders: Step = {
  name: 'seeders',
  rank: ({ release }) => -(release.seeders ?? 0),
  words: ({ release }) => String(release.seeders ?? 'unknown'),
};
const quality: Step[] = [
  bitrate,
  yesNo('files', ({ isSplit }) => isSplit, { yes: 'split', no: 'in one piece' }, 'no'),
  yesNo(
    'narrator',
    ({ narrators }) => narrators.length > 0,
    { yes: 'known', no: 'unknown' },
    'yes',
  ),
  yesNo('branding', ({ isBranded }) => isBranded, { yes: 'branded', no: 'clean' }, 'no'),
  yesNo('chapters', ({ hasChapters }) => hasChapters, { yes: 'present', no: 'missing' }, 'yes'),
];

/** The questions in the order in which they decide. */
export function stepsOf(policy: ReleasePolicy): Step[] {
  const cost = costStep(policy.wedgePolicy === 'auto');
  const late = [format(policy.formats), seeders];
  return policy.releasePolicy === 'free-first'
    ? [approval, title, cost, ...quality, ...late]
    : [approval, title, ...quality, cost, ...late];
}

/** Negative when `a` comes first; never 0 for two different releases. */
export function compareCandidates(a: Candidate, b: Candidate, steps: readonly Step[]): number {
  const step = decidingStep(a, b, steps);
  return step ? step.rank(a) - step.rank(b) : compareIds(a.release, b.release);
}

/** The first question on which the two differ; undefined when only their ids do. */
export function decidingStep(a: Candidate, b: Candidate, steps: readonly Step[]): Step | undefined {
  return steps.find((step) => step.rank(a) !== step.rank(b));
}

/** Where wedges are spent unasked, what they make free comes before what has to be paid for. */
function costStep(spendsWedges: boolean): Step {
  const isByWedge = (candidate: Candidate) => spendsWedges && candidate.isWorthAWedge;
  return {
    name: 'cost',
    rank: (candidate) =>
      costClasses.indexOf(candidate.costClass) - (isByWedge(candidate) ? 0.5 : 0),
    words: (candidate) =>
      isByWedge(candidate) ? 'free by a wedge' : costText(candidate.costClass),
  };
}

function yesNo(
  name: string,
  read: (release: Release) => boolean | null,
  said: { yes: string; no: string },
  preferred: 'yes' | 'no',
): Step {
  const answer = ({ release }: Candidate) => read(release);
  return {
    name,
    rank: (candidate) => {
      const value = answer(candidate);
      if (value === null) return 1;
      return value === (preferred === 'yes') ? 0 : 2;
    },
    words: (candidate) => {
      const value = answer(candidate);
      if (value === null) return 'unknown';
      return value ? said.yes : said.no;
    },
  };
}

function format(preferred: readonly string[]): Step {
  const best = ({ release }: Candidate) => {
    return preferred.find((type) => release.fileTypes.includes(type));
  };
  return {
    name: 'format',
    rank: (candidate) => preferred.indexOf(best(candidate) ?? ''),
    words: (candidate) => best(candidate) ?? 'other',
  };
}

/** The smaller number, so the older upload; ids that are no numbers come last, by their text. */
export function compareIds(a: Release, b: Release): number {
  const [left, right] = [Number(a.trackerId), Number(b.trackerId)];
  if (Number.isNaN(left) !== Number.isNaN(right)) return Number.isNaN(left) ? 1 : -1;
  if (left - right) return left - right;
  const [leftText, rightText] = [`${a.trackerId} ${a.source}`, `${b.trackerId} ${b.source}`];
  if (leftText === rightText) return 0;
  return leftText < rightText ? -1 : 1;
}
