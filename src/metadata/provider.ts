import type { WorkKey } from '../library/match/work.ts';
import { type BookFacts, type FieldName, fieldNames } from './facts.ts';

/** The providers that need no address of one's own, in the order they are asked unless told. */
export const builtIn = [
  'audnexus',
  'audible',
  'hardcover',
  'google-books',
  'itunes',
  'open-library',
] as const;

/** What is known of the book that is asked about. */
export type BookQuery = WorkKey & { isbn: string | null; language: string | null };

/**
 * A book a provider came up with. It speaks of one recording, of a printed edition, or of the work
 * whatever the edition; `isbns` are those it is known by.
 */
export type Candidate = {
  facts: BookFacts;
  speaksOf: 'recording' | 'print' | 'work';
  isbns: string[];
};

/** One catalogue of books, asked in its own way. */
export type MetadataProvider = {
  name: string;
  /** The heaviest custom provider is asked first. */
  weight: number;
  answers: readonly FieldName[];
  /** Whether there is enough to ask by. */
  canAsk(query: BookQuery): boolean;
  /** Whatever may be the book; throws an ExternalError when it does not answer. */
  look(query: BookQuery): Promise<Candidate[]>;
};

type Told = { [Field in FieldName]?: BookFacts[Field] | null | undefined };

/** The facts without those that are not told. */
export function factsOf(told: Told): BookFacts {
  const known = fieldNames.flatMap((field) => {
    const value = told[field];
    return isTold(value) ? [[field, value] as const] : [];
  });
  return Object.fromEntries(known) as BookFacts;
}

function isTold(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return !Array.isArray(value) || value.length > 0;
}

/** Whether the book can be looked for by its words. */
export function hasTitle({ title }: BookQuery): boolean {
  return title.trim() !== '';
}

export function seriesPlaces(series: readonly { name: string; position: string | null }[]) {
  return series.map(({ name, position }) => ({ name, sequence: position }));
}
