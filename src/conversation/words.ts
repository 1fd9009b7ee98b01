import type { Language } from './language.ts';

/** A word as typed and as compared. */
export type Word = { raw: string; word: string; isQuoted: boolean };

const token = /"([^"]+)"|“([^”]+)”|[\p{L}\p{N}#][\p{L}\p{N}\p{M}'’.:/_-]*/gu;

/** The words of an utterance with short forms spelled out; what stands in quotes is one. */
export function wordsOf(utterance: string, { shortForms }: Language): Word[] {
  let text = utterance.normalize('NFC').replaceAll('’', "'");
  for (const [short, long] of shortForms) text = text.replaceAll(short, long);
  return [...text.matchAll(token)].map(([whole, straight, curly]) => {
    const quoted = straight ?? curly;
    if (quoted !== undefined) return { raw: quoted, word: fold(quoted), isQuoted: true };
    const raw = /^\p{Lu}\.$/u.test(whole) ? whole : whole.replace(/[.:'/_-]+$/, '');
    return { raw, word: fold(raw), isQuoted: false };
  });
}

/** Lower case without accents and marks. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[#'.!?,:]/g, '')
    .trim();
}

/** How many letters apart two words are: added, dropped, changed, or swapped with their neighbour. */
function lettersApart(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (before[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}

/** A slip of the pen that still leaves the word recognisable: a swap, one letter, two in a long word. */
export function isSlip(typed: string, known: string): boolean {
  if (Math.min(typed.length, known.length) < 4) return false;
  const most = known.length >= 8 ? 2 : 1;
  if (lettersApart(typed, known, most) > most) return false;
  const letters = (word: string) => Array.from(word).sort().join('');
  return known.length > 4 || letters(typed) === letters(known);
}
