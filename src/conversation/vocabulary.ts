import type { Commands } from '../command/discover.ts';
import { parseWords } from '../command/words.ts';
import type { Language } from './language.ts';
import { isSlip, type Word, wordsOf } from './words.ts';

export type Slot = { field: string };
export type Part = { word: string; weight: number } | Slot;
/** A line of what people say, in the words that are compared. */
export type Line = { parts: Part[]; input: Record<string, unknown> };
export type Sayings = {
  command: string;
  fields: ReadonlySet<string>;
  lines: Line[];
  also: Line[];
};

/** A language made ready for comparing. */
export type Vocabulary = {
  language: Language;
  /** What a row of words means, by the words with spaces between. */
  meanings: ReadonlyMap<string, string>;
  longestRow: number;
  isKnown: (word: string) => boolean;
  /** The known word that a misspelt one stands for. */
  correct: (word: string) => string;
  weightOf: (word: string) => number;
  sayings: readonly Sayings[];
};

const smallWeight = 0.15;
const unknownWeight = 0.8;
const braces = /\{(\w+)\}/;

/** Makes a language ready for the commands there are; a command without sayings is known by its name. */
export function readLanguage(language: Language, commands: Commands): Vocabulary {
  const meanings = meaningsOf(language);
  const longestRow = Math.max(...[...meanings.keys()].map((row) => row.split(' ').length));
  const split = [...commands.keys()].map((command) => {
    const { lines = [command], also = [] } = language.says[command] ?? {};
    return { command, lines, also };
  });
  const spoken = split.flatMap(({ lines, also }) => [...lines, ...also]).map(spokenPart);
  const small = new Set(listOf(language.small));
  const known = new Set([
    ...spoken.flatMap((text) => wordsOf(text, language).map(({ word }) => word)),
    ...[...meanings].flatMap(([row, meaning]) => [...row.split(' '), ...meaning.split(' ')]),
    ...small,
    ...[language.ordinals, language.numbers, language.units, language.times].flatMap(Object.keys),
    ...[...language.goesOn, ...language.more, ...language.next, ...language.yes].flatMap((row) =>
      row.split(' '),
    ),
    ...Object.values(language.pointing).flatMap((rows) => rows.flatMap((row) => row.split(' '))),
  ]);
  const base = { language, meanings, longestRow };
  const meaningful = (text: string) =>
    merge(wordsOf(text, language), base).map(({ meaning }) => meaning);
  const usedBy = new Map<string, Set<string>>();
  for (const { command, lines } of split) {
    for (const word of lines.flatMap((line) => meaningful(spokenPart(line)))) {
      usedBy.set(word, (usedBy.get(word) ?? new Set()).add(command));
    }
  }
  const weightOf = (word: string) => {
    if (small.has(word)) return smallWeight;
    const users = usedBy.get(word)?.size;
    if (!users) return known.has(word) ? 0.4 : unknownWeight;
    return 0.5 + 0.5 * (1 - Math.log(users) / Math.log(split.length + 1));
  };
  const lineOf = (command: string, text: string): Line => {
    const [said = '', given] = text.split(' -> ');
    const call = given === undefined ? null : parseWords(`${command} ${given}`, commands);
    return { parts: partsOf(said, meaningful, weightOf), input: call?.input ?? {} };
  };
  return {
    ...base,
    isKnown: (word) => known.has(word),
    correct: createCorrect(known),
    weightOf,
    sayings: split.map(({ command, lines, also }) => ({
      command,
      fields: new Set(Object.keys(commands.get(command)?.input.shape ?? {})),
      lines: lines.map((text) => lineOf(command, text)),
      also: also.map((text) => lineOf(command, text)),
    })),
  };
}

function listOf(text: string): string[] {
  return text.split(',').map((row) => row.trim());
}

function spokenPart(line: string): string {
  return (line.split(' -> ')[0] ?? '').replaceAll(/\{\w+\}/g, ' ');
}

function meaningsOf({ noise, sameWords }: Language): Map<string, string> {
  const meanings = new Map(listOf(noise).map((row) => [row, '']));
  for (const [meaning, rows] of Object.entries(sameWords)) {
    for (const row of listOf(rows)) meanings.set(row, meaning);
  }
  return meanings;
}

function partsOf(
  said: string,
  meaningful: (text: string) => string[],
  weightOf: (word: string) => number,
): Part[] {
  return said.split(/(?=\{)|(?<=\})/).flatMap((piece): Part[] => {
    const field = braces.exec(piece)?.[1];
    if (field !== undefined) return [{ field }];
    return meaningful(piece).map((word) => ({ word, weight: weightOf(word) }));
  });
}

type Merged = { words: Word[]; meaning: string };

/** Rows of words as what they mean, the longest row first; noise is left out. */
export function merge(
  words: readonly Word[],
  { meanings, longestRow }: Pick<Vocabulary, 'meanings' | 'longestRow'>,
): Merged[] {
  const merged: Merged[] = [];
  for (let at = 0; at < words.length; ) {
    let length = words[at]?.isQuoted ? 0 : Math.min(longestRow, words.length - at);
    const rowOf = () =>
      words
        .slice(at, at + length)
        .map(({ word }) => word)
        .join(' ');
    while (length > 0 && !meanings.has(rowOf())) length -= 1;
    const row = words.slice(at, at + Math.max(1, length));
    const meaning = length > 0 ? (meanings.get(rowOf()) ?? '') : (row[0]?.word ?? '');
    if (meaning !== '') merged.push({ words: row, meaning });
    at += row.length;
  }
  return merged;
}

function createCorrect(known: ReadonlySet<string>): (word: string) => string {
  const memory = new Map<string, string>();
  return (word) => {
    if (known.has(word) || word.length < 4 || /\d/.test(word)) return word;
    const kept = memory.get(word);
    if (kept !== undefined) return kept;
    const near = [...known].filter((one) => one[0] === word[0] && isSlip(word, one));
    const [only] = near.sort(
      (a, b) => Math.abs(a.length - word.length) - Math.abs(b.length - word.length),
    );
    const corrected = only ?? word;
    if (memory.size < 5000) memory.set(word, corrected);
    return corrected;
  };
}
