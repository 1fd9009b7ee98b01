import { type Name, nameSpans } from './names.ts';
import { merge, type Vocabulary } from './vocabulary.ts';
import { type Word, wordsOf } from './words.ts';

/** A piece of an utterance. `raw` is what was typed. */
export type Piece = { raw: string; weight: number } & (
  | { kind: 'word'; word: string; isKnown: boolean }
  | { kind: 'name'; names: readonly Name[] }
  | { kind: 'numbers'; numbers: number[]; of: string | null }
  | { kind: 'time'; days: number | null; text: string }
);

const shortTime = /^(\d+)\s?(h|d|w)$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
const beforeUnit = new Set(['last', 'past', 'next', 'this', 'a', 'an', 'one', 'per', 'each']);

/** The pieces of an utterance: words by meaning, names of the library, numbers, times. */
export function readPieces(
  utterance: string,
  vocabulary: Vocabulary,
  names: readonly Name[],
): Piece[] {
  const words = wordsOf(utterance, vocabulary.language);
  const spans = nameSpans(words, names, (word) => vocabulary.isKnown(vocabulary.correct(word)));
  const pieces: Piece[] = [];
  let at = 0;
  for (const span of [...spans, null]) {
    pieces.push(...readWords(words.slice(at, span?.start ?? words.length), vocabulary));
    if (!span) break;
    const raw = rawOf(words.slice(span.start, span.end));
    pieces.push({ kind: 'name', names: span.names, raw, weight: 1 });
    at = span.end;
  }
  return joinNumbers(withoutKinds(pieces), vocabulary);
}

/** "the Culture series", "the author Pratchett": the word only says what the name is. */
function withoutKinds(pieces: readonly Piece[]): Piece[] {
  return pieces.filter((piece, at) => {
    if (piece.kind !== 'word') return true;
    const beside = [pieces[at - 1], pieces[at + 1]];
    return !beside.some(
      (one) => one?.kind === 'name' && one.names.some(({ kind }) => kind === piece.word),
    );
  });
}

function readWords(words: readonly Word[], vocabulary: Vocabulary): Piece[] {
  const { isKnown, correct, weightOf, language } = vocabulary;
  const corrected = words.map((one) => ({
    ...one,
    word: one.isQuoted ? one.word : correct(one.word),
  }));
  return merge(corrected, vocabulary).map(({ words: row, meaning }): Piece => {
    const raw = rawOf(row);
    const time = readTime(meaning, language.times);
    if (time) return { kind: 'time', ...time, raw, weight: 0.5 };
    const number = /^\d{1,9}$/.test(meaning) ? Number(meaning) : null;
    if (number !== null) return { kind: 'numbers', numbers: [number], of: null, raw, weight: 1 };
    const isPlain = !row.some(({ isQuoted }) => isQuoted) && isKnown(meaning);
    return { kind: 'word', word: meaning, raw, weight: weightOf(meaning), isKnown: isPlain };
  });
}

function readTime(word: string, times: Readonly<Record<string, number>>) {
  if (date.test(word)) return { days: null, text: word };
  const [, count, unit] = shortTime.exec(word) ?? [];
  if (count) {
    const perUnit = { h: 1 / 24, d: 1, w: 7 }[unit ?? ''] ?? 1;
    return { days: Number(count) * perUnit, text: timeText(Number(count) * perUnit) };
  }
  const days = times[word];
  return days === undefined ? null : { days, text: timeText(days) };
}

/** In the form that fields for a time take. */
function timeText(days: number): string {
  return Number.isInteger(days) && days > 2 ? `${days}d` : `${Math.round(days * 24)}h`;
}

/** `12, 14 and 17` as one piece, `2 weeks` as a time, and of what a number is. */
function joinNumbers(pieces: readonly Piece[], { language }: Vocabulary): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const [last, beforeLast] = [joined.at(-1), joined.at(-2)];
    const perUnit = piece.kind === 'word' ? language.units[piece.word] : undefined;
    const count = last && countOf(last, language.numbers);
    if (perUnit !== undefined && (count !== null || isBeforeUnit(last))) {
      const days = (count ?? 1) * perUnit;
      if (count !== null) joined.pop();
      joined.push({ kind: 'time', days, text: timeText(days), raw: piece.raw, weight: 0.5 });
    } else if (piece.kind === 'numbers' && last?.kind === 'numbers') {
      joined.pop();
      joined.push({ ...last, numbers: [...last.numbers, ...piece.numbers] });
    } else if (piece.kind === 'numbers' && isAnd(last) && beforeLast?.kind === 'numbers') {
      joined.splice(-2);
      joined.push({ ...beforeLast, numbers: [...beforeLast.numbers, ...piece.numbers] });
    } else if (piece.kind === 'numbers') {
      const before = isWord(last, 'number') ? beforeLast : last;
      const of = before?.kind === 'word' ? (language.counted[before.word] ?? null) : null;
      joined.push({ ...piece, of });
    } else joined.push(piece);
  }
  return joined;
}

function countOf(piece: Piece, numbers: Readonly<Record<string, number>>): number | null {
  if (piece.kind === 'numbers')
    return piece.numbers.length === 1 ? (piece.numbers[0] ?? null) : null;
  return piece.kind === 'word' ? (numbers[piece.word] ?? null) : null;
}

function isBeforeUnit(piece: Piece | undefined): boolean {
  return piece?.kind === 'word' && beforeUnit.has(piece.raw.toLowerCase());
}

function isAnd(piece: Piece | undefined): boolean {
  return isWord(piece, 'and') || isWord(piece, 'or');
}

function isWord(piece: Piece | undefined, word: string): boolean {
  return piece?.kind === 'word' && piece.word === word;
}

function rawOf(words: readonly Word[]): string {
  return words.map(({ raw }) => raw).join(' ');
}
