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

const ordinalOnes = [
  'zeroth',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
];

const words = new Map<string, number>([
  ...ones.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ['hundred', 100],
]);

const ordinals = new Map(ordinalOnes.map((word, value) => [word, value]));

/** Only I to XXXIX: letters above X make too many English words ("mix", "dim", "civil"). */
const roman = /^(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})$/;
const romanDigits = { i: 1, v: 5, x: 10 } as const;

const mayBeDigits = /^(?:\d|[ivx]+$)/;

/** The number a lower-case word stands for ("seven", "vii", "007"); null when it is no number. */
export function numberOf(word: string): number | null {
  const known = words.get(word);
  if (known !== undefined || !mayBeDigits.test(word)) return known ?? null;
  return /^\d{1,9}$/.test(word) ? Number(word) : romanValue(word);
}

/** The place an ordinal stands for ("third", "3rd"); null when it is none up to the twentieth. */
export function ordinalOf(word: string): number | null {
  const digits = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word);
  return digits ? Number(digits[1]) : (ordinals.get(word) ?? null);
}

/**
 * Writes every number of a word list in digits: "thirty nine" → "39", "ii" → "2", "01" → "1".
 * A lone i, v or x is a number only at the end ("Remnant I"), elsewhere it is a word or an initial.
 */
export function foldNumerals(tokens: readonly string[]): string[] {
  const folded: string[] = [];
  let open: number | null = null;
  const spoken = tokens.filter(isSpoken).map(spelledOrdinal);
  for (const [index, token] of spoken.entries()) {
    const value: number | null = wordValue(token, index > 0 && index === spoken.length - 1);
    const nth = nthOf(open, token);
    if (nth !== null) {
      if (open !== null) folded.pop();
      folded.push(nth);
      open = null;
      continue;
    }
    const joined: number | null = open === null ? null : join(open, token, value);
    if (joined !== null) folded.pop();
    const shown = joined ?? value;
    folded.push(shown === null ? token : String(shown));
    open = joined ?? (value !== null && words.has(token) ? value : null);
  }
  return folded;
}

/** "twenty first" and "21st" as "21th". */
function nthOf(open: number | null, token: string): string | null {
  const place = ordinalOf(token);
  if (place === null || place === 0) return null;
  if (/^\d/.test(token)) return place > 19 ? `${place}th` : null;
  const isTens = open !== null && open >= 20 && open < 100 && open % 10 === 0;
  return isTens && place < 10 ? `${open + place}th` : null;
}

/** Not the "and" of "a hundred and one". */
function isSpoken(token: string, index: number, tokens: readonly string[]): boolean {
  if (token !== 'and') return true;
  const isInside = /^(?:hundred|thousand)$/.test(tokens[index - 1] ?? '');
  return !(isInside && words.has(tokens[index + 1] ?? ''));
}

/** "5th" as "fifth". */
function spelledOrdinal(token: string): string {
  return /^\d/.test(token) ? (ordinalOnes[ordinalOf(token) ?? -1] ?? token) : token;
}

function wordValue(token: string, isLast: boolean): number | null {
  if (/^[ivx]$/.test(token) && !isLast) return null;
  return numberOf(token);
}

function join(open: number, token: string, value: number | null): number | null {
  if (token === 'hundred' && open > 0 && open < 100) return open * 100;
  if (token === 'thousand' && open > 0 && open < 1000) return open * 1000;
  // Years are spoken in two halves: "nineteen eighty-four".
  if (open > 10 && open < 21 && words.has(token) && value !== null && value > 9) {
    return open * 100 + value;
  }
  const fillsTens = open >= 20 && open % 10 === 0;
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
