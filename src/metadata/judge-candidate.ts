import { compareLengths } from '../library/match/lengths.ts';
import { isSameAsin, type WorkKey } from '../library/match/work.ts';
import { sameWork } from '../library/match.ts';
import { isDramatisedText } from '../library/edition.ts';
import { languageCode } from '../library/language.ts';
import { sameRecording } from '../library/recording.ts';
import type { BookFacts, FieldName } from './facts.ts';
import { isSameIsbn } from './isbn.ts';
import type { BookQuery, Candidate } from './provider.ts';

export type Judged = { facts: BookFacts; confidence: number };

/** How sure it is that a candidate is this very book. */
export const confidences = {
  /** ASIN or ISBN is equal. */
  sameNumber: 1,
  /** The work, its narrators and its length. */
  sameRecording: 0.95,
  /** The work, and a length no other book of that title would have. */
  likeLength: 0.9,
  /** Title and author; which edition is not known. */
  sameWork: 0.8,
  /** Nothing speaks against it, but not enough for it. */
  unsure: 0.5,
} as const;

/** What another recording of the work does not share. */
const ofRecording: readonly FieldName[] = [
  'narrators',
  'publishedYear',
  'publisher',
  'durationMinutes',
  'isAbridged',
  'isbn',
  'asin',
  'chapters',
];
const ofPrint: readonly FieldName[] = ['publishedYear', 'publisher', 'isbn'];
const editionFields = { recording: ofRecording, print: ofPrint, work: [] } as const;

/** The surest of the candidates, of several the first; null when none is the book. */
export function bestCandidate(query: BookQuery, candidates: readonly Candidate[]): Judged | null {
  const [best] = likelyCandidates(query, candidates);
  return best ? judgeCandidate(query, best) : null;
}

/** The candidates that may be the book, the surest first. */
export function likelyCandidates(query: BookQuery, candidates: readonly Candidate[]): Candidate[] {
  const sure = new Map(candidates.map((one) => [one, judgeCandidate(query, one)?.confidence ?? 0]));
  const likely = candidates.filter((one) => (sure.get(one) ?? 0) > 0);
  return likely.toSorted((a, b) => (sure.get(b) ?? 0) - (sure.get(a) ?? 0));
}

/**
 * Null when the candidate is another book. Of one whose edition is not shown to be this one only what
 * all editions share is kept: never its narrator or its length.
 */
export function judgeCandidate(query: BookQuery, candidate: Candidate): Judged | null {
  const { facts, isbns } = candidate;
  const numbers = facts.isbn ? [...isbns, facts.isbn] : isbns;
  const isSameNumber =
    isSameAsin(query, facts) || numbers.some((isbn) => isSameIsbn(isbn, query.isbn ?? ''));
  if (isSameNumber) return { facts, confidence: confidences.sameNumber };
  const got = workOf(facts);
  if (got === null || isOtherLanguage(query.language, facts.language)) return null;
  const want = { ...query, isDramatised: query.isDramatised ?? isDramatisedText(query.title) };
  // An adaptation tells another story of itself, for all that it is the same work.
  if (want.isDramatised !== got.isDramatised) return null;
  const { same, unsure } = sameWork(want, got);
  if (!same && !unsure) return null;
  const shared = withoutFields(facts, editionFields[candidate.speaksOf]);
  if (unsure) return { facts: shared, confidence: confidences.unsure };
  if (candidate.speaksOf === 'recording') {
    if (sameRecording(want, got).relation === 'same') {
      return { facts, confidence: confidences.sameRecording };
    }
    if (compareLengths(want, got) === 'alike') {
      return { facts: shared, confidence: confidences.likeLength };
    }
  }
  return { facts: shared, confidence: confidences.sameWork };
}

function workOf(facts: BookFacts): WorkKey | null {
  const { title, authors = [], narrators = [], series = [] } = facts;
  if (title === undefined) return null;
  return {
    title,
    authors,
    narrators,
    series: series.map(({ name, sequence }) => ({ name, position: sequence })),
    asin: facts.asin ?? null,
    durationSeconds: facts.durationMinutes === undefined ? null : facts.durationMinutes * 60,
    isAbridged: facts.isAbridged ?? null,
    isDramatised: isDramatisedText(title),
  };
}

function isOtherLanguage(wanted: string | null, got: string | undefined): boolean {
  const [left, right] = [languageCode(wanted), languageCode(got ?? null)];
  return left !== null && right !== null && left !== right;
}

function withoutFields(facts: BookFacts, fields: readonly FieldName[]): BookFacts {
  const kept = Object.entries(facts).filter(([field]) => !fields.some((one) => one === field));
  return Object.fromEntries(kept) as BookFacts;
}
