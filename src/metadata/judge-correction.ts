import type { FieldName } from './facts.ts';
import { exactlySame, sameValue } from './same-value.ts';
import type { CorrectionState } from './plan-changes.ts';

type Looked = {
  field: FieldName;
  before: unknown;
  after: unknown;
  held: unknown;
  state: CorrectionState;
};

/** What the library holds against what a change makes of it: `done` already, to be written, or `changed` meanwhile. */
export function judgeCorrection(change: Looked, present: unknown): 'done' | 'write' | 'changed' {
  const isUndo = change.state === 'undoing';
  const target = isUndo ? change.before : change.after;
  if (isThere(change.field, present, target)) return 'done';
  const written = [change.after, change.held].filter((value) => value !== null);
  const expected = isUndo ? written : [change.before];
  const isExpected = expected.some((value) => isThere(change.field, present, value));
  return isExpected ? 'write' : 'changed';
}

/** The server rewrites the markup of a description, so it is known by its words. */
function isThere(field: FieldName, present: unknown, value: unknown): boolean {
  if (exactlySame(field, present, value)) return true;
  return field === 'description' && sameValue(field, present as never, value as never);
}
