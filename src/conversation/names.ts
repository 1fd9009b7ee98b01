import { fold, isSlip, type Word } from './words.ts';

export type NameKind = 'series' | 'author' | 'book' | 'gap' | 'proposal' | 'download';

/** Something of the library or the queue that a person may name; `by` is its author. */
export type Name = { kind: NameKind; id: number; name: string; by: string };

/** A run of words that names something, with all it may be. */
export type NameSpan = { start: number; end: number; names: Name[]; share: number };

const plain = new Set(['the', 'a', 'an', 'of', 'and', 'series', 'saga', 'files', 'archive']);
for (const word of ['diaries', 'chronicles', 'trilogy', 'cycle', 'book', 'in', 'to'])
  plain.add(word);
/** A name of which less was said is another one. */
const leastShare = 0.5;
const shortestAlone = 4;

/** The names in a row of words, the longest first where they overlap; slips of the pen are forgiven. */
export function nameSpans(
  words: readonly Word[],
  names: readonly Name[],
  isCommon: (word: string) => boolean,
): NameSpan[] {
  const found: NameSpan[] = [];
  const marked = words.map((word) => ({ ...word, isCommon: isCommon(word.word) }));
  for (const name of names) {
    const span = bestSpan(marked, partsOf(name.name), name.kind);
    if (span) found.push({ ...span, names: [name] });
  }
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || b.share - a.share);
  const kept: NameSpan[] = [];
  for (const span of found) {
    const same = kept.find(({ start, end }) => start === span.start && end === span.end);
    if (same && span.share >= same.share - 0.3) same.names.push(...span.names);
    else if (!kept.some(({ start, end }) => start < span.end && span.start < end)) kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** The words of a name as they are compared: `The Left Hand of Darkness`, `J. R. R. Tolkien`. */
function partsOf(name: string): string[] {
  const parts = name.split(/[\s-]+/).map((part) => part.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, ''));
  return parts.map(fold).filter((part) => part !== '');
}

/** A word of the language's own is no misspelt name, and alone it names nothing. */
type Marked = Word & { isCommon: boolean };
type Span = { start: number; end: number; share: number };

/** The longest run of words that are words of the name in its order. */
function bestSpan(words: readonly Marked[], parts: string[], kind: NameKind): Span | null {
  let best: Span | null = null;
  const telling = parts.reduce((sum, part) => sum + weigh(part, kind), 0);
  for (let start = 0; start < words.length; start += 1) {
    for (let from = 0; from < parts.length; from += 1) {
      const span = runFrom(words, start, parts.slice(from), kind);
      if (!span) continue;
      const share = telling === 0 ? 0 : span.told / telling;
      if (share >= (kind === 'author' ? 0.3 : leastShare) && share > (best?.share ?? 0)) {
        best = { start, end: span.end, share };
      }
    }
  }
  return best;
}

function runFrom(words: readonly Marked[], start: number, parts: string[], kind: NameKind) {
  let [at, told] = [start, 0];
  const quoted = words[start];
  if (quoted?.isQuoted) {
    const isWhole = partsOf(quoted.raw).join(' ') === parts.join(' ');
    return isWhole ? { end: start + 1, told: Infinity } : null;
  }
  for (const part of parts) {
    const word = words[at];
    if (!word || !isPart(word, part)) {
      // An initial or an article may be left out in the middle of a name.
      if (at > start && (part.length === 1 || plain.has(part))) continue;
      break;
    }
    told += weigh(part, kind);
    at += 1;
  }
  const first = words[start];
  const word = first?.word ?? '';
  const isTelling =
    at - start > 1 || (word.length >= shortestAlone && !plain.has(word) && !first?.isCommon);
  return told > 0 && isTelling ? { end: at, told } : null;
}

function isPart({ word, isQuoted, isCommon }: Marked, part: string): boolean {
  if (isQuoted) return false;
  const bare = word.replace(/s$/, '');
  if (word === part || (bare.length > 3 && bare === part)) return true;
  return !isCommon && part.length > 4 && isSlip(word, part);
}

function weigh(part: string, kind: NameKind): number {
  if (part.length === 1) return 0;
  if (kind === 'author') return part.length;
  return plain.has(part) ? 0.5 : part.length;
}
