import { readSearchPage, type TrackerRow } from '../../src/clients/mam/rows.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { pick } from '../../src/releases/pick.ts';
import type { LabelledCase, WrongClass } from './case.ts';

/** Chooses a row of a case by its id; null takes none. */
export type Chooser = (labelled: LabelledCase) => number | null;

const now = new Date('2026-06-15T12:00:00Z');
const policy = {
  releasePolicy: 'free-first',
  minSeeders: 1,
  maxGb: 15,
  formats: ['m4b', 'mp3'],
  minKbps: 64,
  dramatised: 'never',
  wedgePolicy: 'never',
  wedgeMinGb: 2,
} as const;
const account = { isVipClass: true, vipUntil: new Date('2026-09-01T00:00:00Z'), wedges: 0 };

/** The product's whole way from the tracker's JSON to its choice; what a person has to agree to first is not taken. */
export function chooseByProduct({ wanted, rows }: LabelledCase): number | null {
  const releases = readRows(rows).map(releaseFromRow);
  const { chosen } = pick({
    wanted,
    releases,
    policy: { ...policy, languages: [wanted.language] },
    account,
    now,
    blocked: new Set(),
  });
  return chosen && chosen.needsApproval.length === 0 ? Number(chosen.release.trackerId) : null;
}

export function readRows(rows: readonly unknown[]): TrackerRow[] {
  return readSearchPage({ data: rows, start: 0, found: rows.length }, 0).rows;
}

export type Verdict =
  | { kind: 'right' | 'rightly-none' | 'missed' }
  | { kind: 'wrong'; wrong: WrongClass; picked: number; isNoneRight: boolean };

/** What a choice is worth by the labels. Throws when it is no row of the case. */
export function judge(labelled: LabelledCase, picked: number | null): Verdict {
  const isNoneRight = labelled.acceptable.length === 0;
  if (picked === null) return { kind: isNoneRight ? 'rightly-none' : 'missed' };
  if (labelled.acceptable.includes(picked)) return { kind: 'right' };
  const wrong = labelled.wrong[picked];
  if (wrong === undefined) throw new Error(`${labelled.id} has no row ${picked}`);
  return { kind: 'wrong', wrong, picked, isNoneRight };
}
