import { sameName } from '../library/text.ts';

/** What decides whether a position in one edition means the same in the other. */
export type Recording = {
  narrators: readonly string[];
  durationSeconds: number | null;
};

const tolerance = 0.01;

/** Why a position of the old edition need not be the same place in the new one; empty when it is. */
export function differences(before: Recording, after: Recording): string[] {
  const [old, fresh] = [before.durationSeconds, after.durationSeconds];
  const isOther =
    before.narrators.length > 0 &&
    after.narrators.length > 0 &&
    !before.narrators.some((name) => after.narrators.some((other) => sameName(name, other)));
  const reader = `read by ${after.narrators.join(', ')} instead of ${before.narrators.join(', ')}`;
  const length = lengthDifference(old, fresh);
  return [...(isOther ? [reader] : []), ...(length ? [length] : [])];
}

function lengthDifference(old: number | null, fresh: number | null): string | null {
  if (fresh === null) return 'the length of the new edition was not measured';
  if (old === null) return 'the length of the old edition is not known';
  const change = fresh / old - 1;
  if (Math.abs(change) <= tolerance) return null;
  return `${(Math.abs(change) * 100).toFixed(1)} % ${change < 0 ? 'shorter' : 'longer'}`;
}
