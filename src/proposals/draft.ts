import type { EntityManager } from '@mikro-orm/postgresql';
import { projectedRatio } from '../account/guard.ts';
import type { Ledger } from '../account/ledger.ts';
import type { RefusedRelease, Rejection } from '../releases/facts.ts';
import type { Choice, JudgedRelease } from '../releases/pick.ts';
import { saveReleases } from '../releases/save.ts';
import { summaryOf } from '../releases/summary.ts';
import type { Alternative, Figures } from './proposal.entity.ts';

const shownAlternatives = 5;
const shownRefusals = 20;

/** What a proposal says of its release. */
export type Draft = {
  releaseId: number;
  costClass: string;
  isPaid: boolean;
  reasons: string[];
  alternatives: Alternative[];
  refused: RefusedRelease[];
  figures: Figures;
  hold: Rejection[];
};

/** The chosen release of a choice with its reasons, figures and alternatives; stores the releases it names. */
export async function draftOf(
  em: EntityManager,
  choice: Choice & { chosen: JudgedRelease },
  { ledger, now }: { ledger: Ledger; now: Date },
  hold: Rejection[],
): Promise<Draft> {
  const { chosen } = choice;
  const others = alternativesOf(choice);
  const judged = [chosen, ...others];
  const [releaseId, ...ids] = await saveReleases(
    em,
    judged.map(({ release }) => release),
    now,
  );
  if (releaseId === undefined) throw new Error('the chosen release was not stored');
  return {
    releaseId,
    costClass: chosen.costClass,
    isPaid: chosen.costClass === 'paid',
    reasons: reasonsOf(choice, chosen),
    alternatives: others.map((one, index) => ({
      releaseId: ids[index] ?? 0,
      title: one.release.title,
      summary: summaryOf(one),
      costClass: one.costClass,
    })),
    refused: refusalsOf(choice),
    figures: figuresOf(chosen, ledger),
    hold,
  };
}

/** The next best ones, and before them the paid one that is worth asking for. */
function alternativesOf({ chosen, better, ranked }: Choice): JudgedRelease[] {
  const others = ranked.filter((judged) => judged !== chosen && judged !== better);
  return [...(better ? [better] : []), ...others].slice(0, shownAlternatives);
}

/** Why the other releases of this book were not taken; other books in the same answer are no candidates. */
export function refusalsOf(choice: Choice): RefusedRelease[] {
  return choice.refused
    .filter(({ rejections }) => rejections.every(({ rule }) => rule !== 'other-work'))
    .slice(0, shownRefusals)
    .map(({ release, rejections }) => ({
      title: release.title,
      trackerId: release.trackerId,
      rejections,
    }));
}

/** Why this one, and what a person should know before saying yes. */
function reasonsOf(choice: Choice, { release, reasons, needsApproval }: JudgedRelease): string[] {
  const isAlone = choice.ranked.length === 1;
  return [
    ...(isAlone ? ['the only acceptable release'] : reasons),
    ...needsApproval.map((what) => `only with your word: ${what.replaceAll('-', ' ')}`),
    ...(needsApproval.includes('doubtful-description') ? [`it says: "${release.doubt}"`] : []),
    ...(choice.better ? [`paid, but clearly better: ${summaryOf(choice.better)}`] : []),
  ];
}

/** What the account comes to when this is fetched; the reading may be old, the guard decides by its age. */
export function figuresOf(
  {
    costClass,
    release,
    isWorthAWedge,
  }: Pick<JudgedRelease, 'costClass' | 'isWorthAWedge'> & { release: { sizeBytes: number | null } },
  { account, pendingPaidBytes }: Ledger,
): Figures {
  const counted = costClass === 'paid' ? release.sizeBytes : 0;
  return {
    ratioNow: account && finite(projectedRatio(account, 0)),
    ratioAfter:
      account && counted !== null
        ? finite(projectedRatio(account, counted + pendingPaidBytes))
        : null,
    unsatisfied: account?.unsatisfied ?? null,
    wedges: isWorthAWedge ? (account?.wedges ?? null) : null,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
