import { isNear } from '../command/near.ts';

/** A shorter word that is one letter off is another word; a known one may be short by the letter that is too many. */
const shortest = 5;
const shortestKnown = 4;
const leastAlike = 0.4;

/**
 * The known word that a mistyped one may be: one slip away, rather not at its beginning, else alike by the
 * three-letter pieces both have. Of several the first, so `known` begins with the usual ones.
 */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  if (typed.length < shortest) return null;
  const near = known.filter((word) => word.length >= shortestKnown && isNear(word, typed));
  const [slip = near[0]] = near.filter((word) => word[0] === typed[0]);
  if (slip !== undefined) return slip;
  const pieces = piecesOf(typed);
  let best: { word: string | null; alike: number } = { word: null, alike: leastAlike };
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > 2) continue;
    const alike = similarity(pieces, piecesOf(word));
    if (alike > best.alike) best = { word, alike };
  }
  return best.word;
}

function piecesOf(word: string): Set<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}

/** The share of pieces that both have among those that either has. */
function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((piece) => other.has(piece)).length;
  return both / (one.size + other.size - both);
}
