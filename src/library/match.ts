import type { Rejection } from '../releases/facts.ts';
import { areMistyped, compareAuthors } from './authors.ts';
import type { Kind } from './kind.ts';
import { isRenumbered } from './match/renumbered.ts';
import { doubtsAbout } from './match/doubts.ts';
import { type Evidence, gatherEvidence } from './match/evidence.ts';
import { otherKind } from './match/kinds.ts';
import { byline, isFirstOrAlone, readSides, type Side } from './match/sides.ts';
import { compareTitles } from './match/titles.ts';
import { isSameAsin, type WorkKey } from './match/work.ts';
import { foldName, surnameOf } from './person.ts';
import { plain } from './words.ts';

export type { WorkKey } from './match/work.ts';

/**
 * `covers`: not the work itself but an omnibus that contains it. `unsure`: nothing speaks against it,
 * but not enough for it. `reasons` is empty when it is the same.
 */
export type Match = { same: boolean; covers: boolean; unsure: boolean; reasons: Rejection[] };

const ruleOfKind: Record<Kind, string> = {
  book: 'other-work',
  collection: 'omnibus',
  companion: 'companion',
  adaptation: 'adaptation',
  excerpt: 'excerpt',
  translation: 'translation',
};

/**
 * Whether the candidate is the wanted work: a shared author, the same title, and no other place in a
 * shared series. When the facts do not tell, it says so instead of guessing.
 */
export function sameWork(wanted: WorkKey, candidate: WorkKey): Match {
  const isByOther = compareAuthors(wanted, candidate) === 'other' && !isSameAsin(wanted, candidate);
  const mayBeOne = () =>
    mayName(wanted, candidate) || mayName(candidate, wanted) || areMistyped(wanted, candidate);
  if (isByOther && !mayBeOne()) return byOther(wanted, candidate);
  const [want, got] = readSides(wanted, candidate);
  const evidence = gatherEvidence(want, got);
  if (isByOther && evidence.author === 'other') return byOther(wanted, candidate);
  const against = reasonsAgainst(want, got, evidence);
  if (against.length > 0) {
    const isByAuthor = evidence.author === 'same' || evidence.isSameAsin;
    const covers = isByAuthor && evidence.place.relation === 'covers';
    return { same: false, covers, unsure: false, reasons: against };
  }
  const doubts = doubtsAbout(want, got, evidence);
  const reasons = doubts.map((doubt) => ({ rule: 'unsure-work', ...doubt }));
  return { same: reasons.length === 0, covers: false, unsure: reasons.length > 0, reasons };
}

/**
 * Whether the title by itself calls the candidate as the wanted work is called; another title can still be known by
 * what stands around it, by a name it was sold under, or in spite of a slip.
 */
export function isCalledSo(wanted: WorkKey, candidate: WorkKey): boolean {
  const [want, got] = readSides(wanted, candidate);
  const relation = compareTitles(want.shape, got.shape);
  return relation === 'same' || relation === 'explained';
}

/** The title may name the author where the field names the reader. */
function mayName({ authors }: WorkKey, { title }: WorkKey): boolean {
  const words = plain(title);
  return authors.some((name) => words.includes(surnameOf(foldName(name))));
}

function byOther(wanted: WorkKey, candidate: WorkKey): Match {
  const reason = { rule: 'other-work', got: byline(candidate), want: byline(wanted) };
  return { same: false, covers: false, unsure: false, reasons: [reason] };
}

/** What proves that it is another book, if anything does. */
function reasonsAgainst(want: Side, got: Side, evidence: Evidence): Rejection[] {
  const { place, isSameAsin: isKnown } = evidence;
  const placed = { got: place.got, want: place.want };
  const titled = { got: got.work.title, want: want.work.title };
  if (place.relation === 'covers') return [{ rule: 'omnibus', ...placed }];
  const kind = otherKind(want, got);
  const reasons: (Rejection | false)[] = [
    kind !== null && { rule: ruleOfKind[kind], ...titled },
    place.relation === 'within' && { rule: 'other-position', ...placed },
    place.relation === 'other' &&
      !isKnown &&
      !isRenumbered(want, got, evidence) && { rule: 'other-position', ...placed },
    isOtherTitle(want, got, evidence) && !isKnown && { rule: 'other-work', ...titled },
  ];
  return reasons.filter((reason) => reason !== false);
}

function isOtherTitle(want: Side, got: Side, { title, place, isSamePlace }: Evidence): boolean {
  const shapes = [want.shape, got.shape];
  if (title === 'other') return !isSamePlace || shapes.some(({ isPiece }) => isPiece);
  if (place.relation === 'same') return false;
  if (title === 'extended') return !isFirstOrAlone(want, got);
  return title === 'numbered' && shapes.every(({ volume }) => volume === null);
}
