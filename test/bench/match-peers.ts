import { distance } from 'fastest-levenshtein';
import Fuse from 'fuse.js';
import * as fuzzball from 'fuzzball';
import type { LabelledCase } from '../labels/case.ts';
import { type Chooser, readRows } from '../labels/judge.ts';
import { siteLanguages } from '../labels/upload.ts';

/** What a program behind Torznab sees of a row: one line of text. */
type Line = { id: number; title: string; by: string; seeders: number };

/** Better above worse; null refuses. */
type Score = (line: Line, labelled: LabelledCase) => number | null;

/** The rules of programs that take an audiobook by the look of its title. */
export const peers: Record<string, Chooser> = {
  'exact folded title + author': choose((line, { wanted }) =>
    fold(line.title) === fold(wanted.title) && hasAuthor(line, wanted.authors) ? 1 : null,
  ),
  'Levenshtein >= 0.80 + author': choose((line, { wanted }) => {
    const [a, b] = [fold(line.title), fold(wanted.title)];
    const likeness = 1 - distance(a, b) / Math.max(a.length, b.length, 1);
    return likeness >= 0.8 && hasAuthor(line, wanted.authors) ? likeness : null;
  }),
  'Dice >= 0.70 on title + author': choose((line, labelled) => {
    const likeness = dice(fold(`${line.title} ${line.by}`), fold(query(labelled)));
    return likeness >= 0.7 ? likeness : null;
  }),
  'token set ratio, cut 80': choose((line, labelled) => {
    const likeness = fuzzball.token_set_ratio(`${line.title} ${line.by}`, query(labelled));
    return likeness >= 80 ? likeness : null;
  }),
  'fuse.js 0.3': chooseByFuse(0.3),
  'fuse.js 0.6 (default)': chooseByFuse(0.6),
};

/**
 * They are spared what Torznab tells beside the title (category, seeders), what the title tells plainly
 * (language) and what only listening tells (a low bitrate).
 */
function linesOf({ wanted, rows, wrong }: LabelledCase): Line[] {
  const spared = new Set(['language', 'ebook', 'no-seeders', 'low-bitrate']);
  return readRows(rows)
    .filter(({ id, language }) => {
      return !spared.has(wrong[id] ?? '') && language === siteLanguages[wanted.language];
    })
    .map(({ id, title, authors, language, fileTypes, seeders }) => ({
      id,
      title,
      by: `by ${authors.join(', ')} [${language} / ${fileTypes.join(' ').toUpperCase()}]`,
      seeders: seeders ?? 0,
    }));
}

/** The best score; of several the one with most seeders. */
function choose(score: Score): Chooser {
  return (labelled) => {
    const scored = linesOf(labelled).flatMap((line) => {
      const value = score(line, labelled);
      return value === null ? [] : [{ line, value }];
    });
    const [best] = scored.toSorted((a, b) => b.value - a.value || b.line.seeders - a.line.seeders);
    return best?.line.id ?? null;
  };
}

function chooseByFuse(threshold: number): Chooser {
  return (labelled) => {
    const lines = linesOf(labelled).map((line) => ({ ...line, text: `${line.title} ${line.by}` }));
    const fuse = new Fuse(lines, { keys: ['text'], threshold, ignoreLocation: true });
    return fuse.search(query(labelled).slice(0, 250))[0]?.item.id ?? null;
  };
}

function query({ wanted }: LabelledCase): string {
  return `${wanted.title} by ${wanted.authors.join(', ')}`;
}

function hasAuthor({ by }: Line, authors: readonly string[]): boolean {
  const text = fold(by);
  return authors.some((author) => text.includes(fold(author)));
}

function fold(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Twice the shared pairs of letters, divided by all pairs. */
function dice(a: string, b: string): number {
  const pairs = new Map<string, number>();
  for (const pair of pairsOf(a)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of pairsOf(b)) {
    const left = pairs.get(pair) ?? 0;
    if (left > 0) shared += 1;
    pairs.set(pair, left - 1);
  }
  return (2 * shared) / Math.max(a.length + b.length - 2, 1);
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2));
}
