import { isTypo } from '../typo.ts';
import { isCount, isStopWord, significantWords, stems } from './title-words.ts';
import type { TitleShape } from './titles.ts';

/** In fewer letters a sign that looks alike makes another word. */
const shortestScanned = 8;

/** One text with a slip of the pen or of a reading machine. */
export function isSlip(a: string, b: string): boolean {
  return isTypo(a, b) || (a.length >= shortestScanned && scanned(a) === scanned(b));
}

/** Readers of print take one for the other: "0" and "o", "1" and "l", "rn" and "m". */
function scanned(text: string): string {
  return text
    .split(' ')
    .map((word) => {
      if (!/\p{L}/u.test(word)) return word;
      return word
        .replaceAll('0', 'o')
        .replace(/[1i]/g, 'l')
        .replaceAll('5', 's')
        .replaceAll('rn', 'm');
    })
    .join(' ');
}

/** So much of a title must be left to know it by. */
const leastLeft = { letters: 14, words: 2 };

/** One title is the beginning of the other, which goes on in the middle of a word or where dots say so. */
export function compareCut(cut: TitleShape, whole: TitleShape): 'same' | 'slip' | null {
  const start = cut.full;
  const rest = whole.full.slice(start.length);
  const isLong =
    start.length >= leastLeft.letters && significantWords(start).length >= leastLeft.words;
  if (!isLong || !whole.full.startsWith(start) || /\d/.test(rest) || rest === '') return null;
  if (cut.isCut) return 'same';
  // "The Duke's Daughter" does not go on with "The Duke".
  const isWithinWord = !/^(?:e?s)? /.test(rest) && rest.length > 2;
  return isWithinWord || isStopWord(start.split(' ').at(-1) ?? '') ? 'slip' : null;
}

/** Of the words of both more than so many are shared, and not only those of the series. */
const alike = { share: 2 / 3, words: 2 };

/** "Harry Potter and the Sorcerer's Stone" and "… the Philosopher's Stone", but not "… the Chamber of Secrets". */
export function isMuchAlike(
  a: { shape: TitleShape; places: { listed: readonly { name: string | null }[] } },
  b: { shape: TitleShape },
): boolean {
  const ways = [a.shape, b.shape].map(({ full, wholes }) => [...wholes, full]);
  const [left = [], right = []] = ways.map((texts) => texts.map((text) => new Set(stems(text))));
  const inSeries = new Set(a.places.listed.flatMap(({ name }) => stems(name ?? '')));
  return left.some((one) => right.some((other) => areAlike(one, other, inSeries)));
}

function areAlike(left: Set<string>, right: Set<string>, inSeries: Set<string>): boolean {
  const shared = [...left].filter((word) => right.has(word));
  const numbers = [left, right].map((words) => [...words].filter(isCount).toSorted().join());
  const isOwn = shared.some((word) => !inSeries.has(word));
  const share = (2 * shared.length) / (left.size + right.size);
  const isSameCount = numbers[0] === numbers[1];
  return isOwn && isSameCount && shared.length >= alike.words && share > alike.share;
}
