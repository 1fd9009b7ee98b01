import type { Piece } from './read.ts';
import type { Part } from './vocabulary.ts';

/** Fields that nothing but known values fill. */
const neverGuessed = new Set(['days', 'until', 'count', 'code', 'job', 'command', 'name']);
const numbered = /^(?:proposal|download|release|add|remove|torrent|wish|run|purchase)$/;
const articles = new Set(['the', 'a', 'an']);

const unknownShare = 0.9;
const knownWordsShare = 0.55;
const absorbedShare = 0.25;
const mostPieces = 14;
const content = 0.3;

export type Guess = { text: string; pieces: Piece[]; share: number; absorbed: number };

/**
 * The words that stand where a line has its field, between the words around it: "search for {title}". Null
 * where nothing of the line but small words was said, or nothing stands there.
 */
export function guess(
  field: string,
  parts: readonly Part[],
  pieces: readonly Piece[],
  used: ReadonlySet<Piece>,
): Guess | null {
  if (neverGuessed.has(field) || numbered.test(field)) return null;
  const at = parts.findIndex((part) => 'field' in part && part.field === field);
  const places = (some: readonly Part[]) =>
    some.flatMap((part) => {
      if ('field' in part) return [];
      const index = pieces.findIndex(
        (piece) => piece.kind === 'word' && piece.word === part.word && used.has(piece),
      );
      return index < 0 ? [] : [{ index, weight: part.weight }];
    });
  const before = places(parts.slice(0, at));
  const after = places(parts.slice(at + 1));
  if (![...before, ...after].some(({ weight }) => weight > content)) return null;
  const start = Math.max(0, ...before.map(({ index }) => index + 1));
  const ends = after.map(({ index }) => index).filter((index) => index >= start);
  const run = trim(pieces.slice(start, Math.min(pieces.length, ...ends)), used);
  if (run.length === 0 || run.length > mostPieces) return null;
  const isKnown = (piece: Piece) => piece.kind === 'word' && piece.isKnown;
  const isAllKnown = run.every(isKnown);
  // Whoever is known as an author is hardly meant as a series.
  const isOther = field !== 'title' && run.some(({ kind }) => kind === 'name');
  const absorbed = run.filter(isKnown).reduce((sum, { weight }) => sum + weight, 0);
  return {
    text: run.map(({ raw }) => raw).join(' '),
    pieces: run,
    share: isAllKnown || isOther ? knownWordsShare : field === 'author' ? 1 : unknownShare,
    absorbed: absorbed * absorbedShare,
  };
}

/** Without the small words around it, but with an article before it; ends at a word that has another use. */
function trim(run: readonly Piece[], used: ReadonlySet<Piece>): Piece[] {
  const from = run.findIndex((piece) => !used.has(piece) && !isFiller(piece));
  if (from < 0) return [];
  const rest = run.slice(from);
  const end = rest.findIndex((piece) => used.has(piece));
  const own = end < 0 ? rest : rest.slice(0, end);
  const last = own.findLastIndex((piece) => !isFiller(piece) && !isArticle(piece));
  return own.slice(0, last + 1);
}

function isFiller(piece: Piece): boolean {
  return piece.kind === 'word' && piece.isKnown && piece.weight < content && !isArticle(piece);
}

function isArticle(piece: Piece): boolean {
  return piece.kind === 'word' && articles.has(piece.word);
}
