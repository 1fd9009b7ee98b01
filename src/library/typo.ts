/** A shorter word with one letter changed is too often another word. */
const shortestWord = 5;
/** "sea" and "seas" */
const shortestPlural = 3;
/** From here on two letters may be wrong. */
const longWord = 9;
const shortestText = 10;
const mostLetters = 2;
const shortestMistyped = 4;

/**
 * True when two folded texts differ by a slip of the pen: one or two letters within long words. A
 * number, a first letter or a whole word that differs is never one.
 */
export function isTypo(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < shortestText) return false;
  const [left, right] = [a.split(' '), b.split(' ')];
  if (left.length !== right.length) return false;
  const pairs = left.map((word, index): [string, string] => [word, right[index] ?? '']);
  const slips = pairs
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => slip(one, other));
  return slips.reduce((sum, letters) => sum + letters, 0) <= mostLetters;
}

/** The same for texts that are known to name one thing: shorter words and first letters may be wrong, too. */
export function isMistyped(a: string, b: string): boolean {
  const [left, right] = [a.split(' '), b.split(' ')];
  if (left.length !== right.length || /\d/.test(a + b)) return false;
  const wrong = left.flatMap((word, index) => {
    const other = right[index] ?? '';
    return word === other ? [] : [[word, other] as const];
  });
  const letters = wrong.map(([one, other]) => {
    return Math.min(one.length, other.length) < shortestMistyped ? Infinity : distance(one, other);
  });
  return letters.reduce((sum, one) => sum + one, 0) <= mostLetters;
}

/** The letters that are wrong; infinite when it is another word. */
function slip(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  if (length >= shortestPlural && (`${a}s` === b || `${b}s` === a)) return 1;
  const isOther = length < shortestWord || a[0] !== b[0] || /\d/.test(a + b);
  if (isOther || Math.abs(a.length - b.length) > mostLetters) return Infinity;
  const letters = distance(a, b);
  return letters > 1 && length < longWord ? Infinity : letters;
}

/** Letters to add, drop, change or swap with their neighbour, to make one word of the other. */
function distance(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [
    [],
    Array.from({ length: b.length + 1 }, (_, i) => i),
  ];
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + change,
      );
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && isSwap) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}
