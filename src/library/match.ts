import type { Rejection } from '../releases/facts.ts';
import {
  coversPosition,
  type Position,
  parsePosition,
  samePosition,
  writePosition,
} from './position.ts';
import { foldSeries, sameName } from './text.ts';
import { titleForms, titleSeries } from './title.ts';

/** What names a work, whatever the edition. */
export type WorkKey = {
  title: string;
  authors: readonly string[];
  series: readonly { name: string; position: string | null }[];
};

/** `covers`: not the work itself but an omnibus that contains it. `reasons` is empty when it is the same. */
export type Match = { same: boolean; covers: boolean; reasons: Rejection[] };

type Place = { name: string | null; position: Position };
type Comparison = { relation: 'same' | 'covers' | 'other' | 'unknown'; got: string; want: string };

/** Whether the candidate is the wanted work: a shared author, the same title, and no other place in a shared series. */
export function sameWork(wanted: WorkKey, candidate: WorkKey): Match {
  const reasons: Rejection[] = [];
  if (!sharesAuthor(wanted.authors, candidate.authors)) {
    reasons.push({ rule: 'other-work', got: byline(candidate), want: byline(wanted) });
  }
  const { relation, got, want } = comparePlaces(placesOfWork(wanted), placesOfWork(candidate));
  if (relation === 'covers') {
    const covers = reasons.length === 0;
    reasons.push({ rule: 'omnibus', got, want });
    return { same: false, covers, reasons };
  }
  if (relation === 'other') reasons.push({ rule: 'other-position', got, want });
  if (!sharesTitle(wanted, candidate, relation === 'same')) {
    reasons.push({ rule: 'other-work', got: candidate.title, want: wanted.title });
  }
  return { same: reasons.length === 0, covers: false, reasons };
}

function sharesAuthor(wanted: readonly string[], candidate: readonly string[]): boolean {
  return wanted.some((author) => candidate.some((other) => sameName(author, other)));
}

function byline({ authors }: WorkKey): string {
  return authors.length > 0 ? `by ${authors.join(', ')}` : 'author unknown';
}

/** The fields come first: a number in the title may count another series. */
function placesOfWork({ title, series }: WorkKey): Place[] {
  const listed = series.flatMap(({ name, position }) => {
    const parsed = parsePosition(position);
    return parsed ? [{ name: foldSeries(name), position: parsed }] : [];
  });
  const inTitle = titleSeries(title);
  if (!inTitle) return listed;
  return [...listed, { ...inTitle, name: inTitle.name === null ? null : foldSeries(inTitle.name) }];
}

function comparePlaces(wanted: Place[], candidate: Place[]): Comparison {
  const pairs = wanted.flatMap((want) =>
    candidate
      .filter(({ name }) => name === null || want.name === null || name === want.name)
      .map((got) => ({ relation: relate(want.position, got.position), want, got })),
  );
  const decisive =
    pairs.find(({ relation }) => relation === 'covers') ??
    pairs.find(({ relation }) => relation === 'same') ??
    pairs[0];
  if (!decisive) return { relation: 'unknown', got: '', want: '' };
  return {
    relation: decisive.relation,
    got: writePlace(decisive.got),
    want: writePlace(decisive.want),
  };
}

function relate(wanted: Position, candidate: Position): 'same' | 'covers' | 'other' {
  if (samePosition(wanted, candidate)) return 'same';
  return coversPosition(candidate, wanted) ? 'covers' : 'other';
}

function writePlace({ name, position }: Place): string {
  return `${name ?? 'book'} ${writePosition(position)}`;
}

/**
 * A title cut before its subtitle counts only when nothing speaks against it: the first book of a
 * series often has the name that later volumes carry before their colon.
 */
function sharesTitle(wanted: WorkKey, candidate: WorkKey, isSamePlace: boolean): boolean {
  const seriesNames = [...wanted.series, ...candidate.series].map(({ name }) => name);
  const a = titleForms(wanted.title, seriesNames);
  const b = titleForms(candidate.title, seriesNames);
  if (a.whole.some((form) => b.whole.includes(form))) return true;
  const isHeadOfOther = a.whole.includes(b.head ?? '') || b.whole.includes(a.head ?? '');
  if (isSamePlace) return isHeadOfOther || (a.head !== null && a.head === b.head);
  return isHeadOfOther && [wanted, candidate].every(isFirstOrAlone);
}

function isFirstOrAlone(work: WorkKey): boolean {
  return placesOfWork(work).every(({ position }) => position.from === 1);
}
