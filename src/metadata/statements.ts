import type { Evidence, FieldName } from './facts.ts';
import type { ValueOf } from './agree.ts';
import { familyOf } from './families.ts';
import { weightOf } from './weights.ts';

/** What one source says of a field; `strength` from 0 to 1: what its word counts, and that it means this book. */
export type Statement<Field extends FieldName> = {
  value: ValueOf<Field>;
  source: string;
  family: string;
  strength: number;
  seenAt: Date;
};

/** Statements that say the same, the strongest first; `score` from 0 to 1: how sure they make it together. */
export type Camp<Field extends FieldName> = { statements: Statement<Field>[]; score: number };

/** What is said of a field, the strongest first. */
export function statementsOf<Field extends FieldName>(
  evidence: readonly Evidence[],
  field: Field,
): Statement<Field>[] {
  return evidence
    .filter((one) => one.field === field)
    .map(({ value, source, confidence, seenAt }) => ({
      value: value as ValueOf<Field>,
      source,
      family: familyOf(source, field),
      strength: weightOf(source, field) * confidence,
      seenAt,
    }))
    .toSorted((a, b) => b.strength - a.strength || (a.source < b.source ? -1 : 1));
}

/** The statements in camps of those that agree, directly or through others; the surest camp first. */
export function campsOf<Field extends FieldName>(
  statements: readonly Statement<Field>[],
  same: (a: ValueOf<Field>, b: ValueOf<Field>) => boolean,
): Camp<Field>[] {
  let camps: Statement<Field>[][] = [];
  for (const one of statements) {
    const joined = camps.filter((camp) => camp.some((other) => same(one.value, other.value)));
    camps = [...camps.filter((camp) => !joined.includes(camp)), [...joined.flat(), one]];
  }
  return camps
    .map((camp) => camp.toSorted((a, b) => statements.indexOf(a) - statements.indexOf(b)))
    .map((camp) => ({ statements: camp, score: scoreOf(camp) }))
    .toSorted((a, b) => b.score - a.score || first(a, statements) - first(b, statements));
}

/**
 * Independent sources would all have to be wrong; of one family only the strongest counts. The library
 * repeats what others told it, so it makes nothing surer than it is by its own word.
 */
function scoreOf(camp: readonly Statement<FieldName>[]): number {
  const strongest = new Map<string, number>();
  for (const { family, strength } of camp) {
    strongest.set(family, Math.max(strongest.get(family) ?? 0, strength));
  }
  const library = strongest.get('library') ?? 0;
  strongest.delete('library');
  const together =
    1 - [...strongest.values()].reduce((wrong, strength) => wrong * (1 - strength), 1);
  return Math.max(together, library);
}

function first<Field extends FieldName>(
  { statements: [head] }: Camp<Field>,
  all: readonly Statement<Field>[],
): number {
  return head ? all.indexOf(head) : all.length;
}
