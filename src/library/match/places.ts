import { coversPosition, type Position, samePosition, writePosition } from '../position.ts';
import type { TitleSeries } from '../volumes.ts';

/** Where a book stands: in a series (folded), or only a number without one. */
export type Place = TitleSeries;

/**
 * `same` and `other` as far as both name the same series; `covers` when the candidate is an omnibus of
 * the wanted book, `within` when it is one book of a wanted omnibus; `disputed` when a title contradicts
 * the fields. `isNamed` tells whether a series stands behind the answer or a mere number.
 */
export type PlaceComparison = {
  relation: 'same' | 'covers' | 'within' | 'other' | 'disputed' | 'unknown';
  isNamed: boolean;
  got: string;
  want: string;
};

/** The places of one book: from its fields, which count first, and out of its title. */
export type Places = { listed: readonly Place[]; stated: readonly Place[] };

const unknown: PlaceComparison = { relation: 'unknown', isNamed: false, got: '', want: '' };

/**
 * Compares the fields first; what the titles say counts when the fields have no series in common.
 */
export function comparePlaces(wanted: Places, candidate: Places): PlaceComparison {
  const all = [compareLists(wanted.listed, candidate.listed), ...withTitles(wanted, candidate)];
  const covering = all.find(({ relation }) => relation === 'covers' || relation === 'within');
  if (covering) return covering;
  const [fields = unknown, ...others] = all;
  const told = others.find(({ relation }) => relation === 'same') ?? others.find(isKnown);
  const dispute = others.find(({ relation, isNamed }) => relation === 'other' && isNamed);
  if (!isKnown(fields)) {
    // A book whose title gives one number and its field another.
    const isTorn = told?.relation === 'same' && dispute;
    if (isTorn) return { ...dispute, relation: 'disputed' };
    return told?.relation === 'same' && [wanted, candidate].some(({ stated }) => statesTwo(stated))
      ? { ...told, relation: 'disputed' }
      : (told ?? unknown);
  }
  const isDisputed = fields.relation === 'same' && dispute && told?.relation !== 'same';
  return isDisputed ? { ...dispute, relation: 'disputed' } : fields;
}

function withTitles(wanted: Places, candidate: Places): PlaceComparison[] {
  return [
    compareLists(wanted.listed, candidate.stated),
    compareLists(wanted.stated, candidate.listed),
    compareLists(wanted.stated, candidate.stated),
  ];
}

function isKnown({ relation }: PlaceComparison): boolean {
  return relation !== 'unknown';
}

/** Of several common series one that agrees is enough: many books stand in a wider and a narrower one. */
function compareLists(wanted: readonly Place[], candidate: readonly Place[]): PlaceComparison {
  const pairs = wanted.flatMap((want) => candidate.flatMap((got) => comparePair(want, got) ?? []));
  const agreeing = pairs
    .filter(({ relation }) => relation !== 'other')
    .toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed));
  const spanning = agreeing.find(({ relation }) => relation !== 'same');
  return spanning ?? agreeing[0] ?? pairs[0] ?? unknown;
}

/** Null when the two places cannot be compared. */
function comparePair(want: Place, got: Place): PlaceComparison | null {
  const relation = relate(want.position, got.position);
  const isNamed = want.name !== null && want.name === got.name;
  if (want.name !== null && got.name !== null && !isNamed) {
    // A narrower series can count differently, so only agreement says something.
    if (relation === 'other' || !isPartOf(want.name, got.name)) return null;
  }
  return { relation, isNamed, got: writePlace(got), want: writePlace(want) };
}

/** "Ember 3 - after Ember 2" */
function statesTwo(stated: readonly Place[]): boolean {
  return stated.some((a) =>
    stated.some(
      (b) => a.name !== null && a.name === b.name && !samePosition(a.position, b.position),
    ),
  );
}

/** "Ash: A New Ember 3" is listed in "Ash", "Ember 3" in "Ember". */
export function areListedApart(a: Places, b: Places): boolean {
  const [names, others] = [a, b].map(({ listed }) => listed.flatMap(({ name }) => name ?? []));
  if (!names?.length || !others?.length) return false;
  return !names.some((name) => others.some((one) => one.includes(name) || name.includes(one)));
}

/** "Dark Elf" and "Forgotten Realms Dark Elf". */
function isPartOf(a: string, b: string): boolean {
  return a.endsWith(` ${b}`) || b.endsWith(` ${a}`);
}

function relate(wanted: Position, candidate: Position): 'same' | 'covers' | 'within' | 'other' {
  if (samePosition(wanted, candidate)) return 'same';
  if (coversPosition(candidate, wanted)) return 'covers';
  return coversPosition(wanted, candidate) ? 'within' : 'other';
}

function writePlace({ name, position }: Place): string {
  return `${name ?? 'book'} ${writePosition(position)}`;
}
