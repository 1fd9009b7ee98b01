const ones = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const words = new Map<string, number>([
  ...ones.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, index): [string, number] => [word, (index + 2) * 10]),
]);

/** Only I to XXXIX: letters above X make too many English words ("mix", "dim", "civil"). */
const roman = /^(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})$/;
const romanDigits = { i: 1, v: 5, x: 10 } as const;

/** The number a lower-case word stands for ("seven", "vii", "007"); null when it is no number. */
export function numberOf(word: string): number | null {
  if (/^\d{1,9}$/.test(word)) return Number(word);
  return words.get(word) ?? romanValue(word);
}

/**
 * Writes every number of a word list in digits: "thirty nine" → "39", "ii" → "2", "01" → "1".
 * A lone i, v or x is a number only at the end ("Remnant I"), elsewhere it is a word or an initial.
 */
export function foldNumerals(tokens: readonly string[]): string[] {
  const folded: string[] = [];
  let open: number | null = null;
  for (const [index, token] of tokens.entries()) {
    const value: number | null = wordValue(token, index > 0 && index === tokens.length - 1);
    const joined: number | null = open === null ? null : join(open, token, value);
    if (joined !== null) folded.pop();
    const shown = joined ?? value;
    folded.push(shown === null ? token : String(shown));
    open = joined ?? (value !== null && words.has(token) ? value : null);
  }
  return folded;
}

function wordValue(token: string, isLast: boolean): number | null {
  if (/^[ivx]$/.test(token) && !isLast) return null;
  return numberOf(token);
}

function join(open: number, token: string, value: number | null): number | null {
  if (token === 'hundred' && open > 0 && open < 100) return open * 100;
  if (token === 'thousand' && open > 0 && open < 1000) return open * 1000;
  const fillsTens = open >= 20 && open < 100 && open % 10 === 0;
  return fillsTens && words.has(token) && value !== null && value > 0 && value < 10
    ? open + value
    : null;
}

function romanValue(word: string): number | null {
  if (!roman.test(word)) return null;
  const digits = Array.from(word, (letter) => romanDigits[letter as keyof typeof romanDigits]);
  return digits.reduce<number>(
    (sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit),
    0,
  );
}
