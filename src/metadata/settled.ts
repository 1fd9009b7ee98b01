import type { BookRecord, FieldName } from './facts.ts';
import type { HeldValues } from './held-values.ts';
import { narratorVerdict } from './narrators.ts';
import { fillConfidence } from './plan-changes.ts';
import type { Judgement } from './record.ts';

/** The columns of a book that may show the record, and their fields. */
const fieldOf = {
  subtitle: 'subtitle',
  narrator: 'narrators',
  isbn: 'isbn',
  asin: 'asin',
  publisher: 'publisher',
  published_year: 'publishedYear',
  description: 'description',
  language: 'language',
} as const satisfies Record<string, FieldName>;

type Column = keyof typeof fieldOf;
type ColumnValue = string | number | null;

export type Settled = {
  /** What is shown because the record says so; `library` is what it stands for. */
  settled: { [Name in Column]?: Shown };
  /** What each column shows. */
  columns: { [Name in Column]: ColumnValue };
};
type Shown = { value: ColumnValue; library: ColumnValue; source: string; verified: boolean };

/**
 * What a book's columns show: what the library holds, and where that is nothing the record when it is
 * sure enough. A narrator whom two independent sources name stands there whatever the library holds.
 */
export function settledColumns(
  { record, conflicts }: Pick<Judgement, 'record' | 'conflicts'>,
  held: HeldValues,
): Settled {
  const columns = {} as Settled['columns'];
  const settled: Settled['settled'] = {};
  for (const column of Object.keys(fieldOf) as Column[]) {
    const field = fieldOf[column];
    const library = textOf(held[field]);
    columns[column] = library;
    const decided = record[field];
    const isDisputed = conflicts.some((one) => one.field === field);
    if (!decided || isDisputed || decided.source === 'library') continue;
    const verified = field === 'narrators' && isVerified(record);
    const isFill = library === null && decided.confidence >= fillConfidence;
    if (!verified && !isFill) continue;
    const value = textOf(decided.value);
    columns[column] = value;
    settled[column] = { value, library, source: decided.source, verified };
  }
  return { settled, columns };
}

function isVerified({ narrators }: BookRecord): boolean {
  return narratorVerdict(narrators, false) === 'verified';
}

function textOf(value: string | number | string[] | null | undefined): ColumnValue {
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}
