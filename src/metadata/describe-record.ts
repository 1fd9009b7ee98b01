import { fieldNames } from './facts.ts';
import { narratorVerdict } from './narrators.ts';
import type { Judgement } from './record.ts';
import { fieldLabels, valueText } from './value-text.ts';

/** Each field of a record with its value, how sure it is and whose word that is. */
export function describeRecord({
  record,
  conflicts,
}: Judgement): { text: string; detail: string }[] {
  return fieldNames.flatMap((field) => {
    const decided = record[field];
    if (!decided) return [];
    const isDisputed = conflicts.some((one) => one.field === field);
    const verdict = field === 'narrators' ? narratorVerdict(record.narrators, isDisputed) : null;
    const state = verdict ?? (isDisputed ? 'disputed' : null);
    const sure = `${Math.round(decided.confidence * 100)} % sure`;
    const sources = [decided.source, ...decided.agreeing].join(', ');
    return [
      {
        text: `${fieldLabels[field]}: ${valueText(field, decided.value)}`,
        detail: [state, sources, sure].filter((part) => part !== null).join(' · '),
      },
    ];
  });
}
