import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LabelledCase } from '../case.ts';
import { usualFields } from '../row.ts';

/** The cases that no rule was tuned by, with the fields that their file leaves out. */
export function heldCases(): LabelledCase[] {
  const text = readFileSync(path.join(import.meta.dirname, 'cases.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const held = JSON.parse(line) as LabelledCase;
      return { ...held, rows: held.rows.map((row) => ({ ...usualFields, ...row })) };
    });
}
