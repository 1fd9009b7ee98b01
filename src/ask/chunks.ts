import type { Part } from './parts.ts';

/** A passage as it is found and quoted: never longer than a message shows at a glance. */
export type Chunk = { heading: string; body: string };

const longest = 700;
const longestHeading = 200;

/** The passages of a document; none crosses a heading, and a cut falls between lines or sentences where it can. */
export function chunksOf(parts: readonly Part[]): Chunk[] {
  return parts.flatMap(({ heading, lines }) =>
    pack(lines.flatMap(pieces)).map((body) => ({
      heading: heading.slice(0, longestHeading).toWellFormed(),
      body,
    })),
  );
}

/** Neighbours together, as long as they have room. */
function pack(texts: readonly string[]): string[] {
  const packed: string[] = [];
  for (const text of texts) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= longest) {
      packed[packed.length - 1] = `${last}\n${text}`;
    } else packed.push(text);
  }
  return packed;
}

/** A line in parts that fit. */
function pieces(line: string): string[] {
  const cut: string[] = [];
  let rest = line.trim();
  while (rest.length > longest) {
    const head = rest.slice(0, longest);
    const at =
      lastSentence(head) ?? (head.lastIndexOf(' ') > longest / 2 ? head.lastIndexOf(' ') : null);
    const piece = rest.slice(0, at ?? longest).toWellFormed();
    cut.push(piece.trim());
    rest = rest.slice(at ?? longest).trim();
  }
  return rest === '' ? cut : [...cut, rest];
}

function lastSentence(text: string): number | null {
  const at = Math.max(...['. ', '! ', '? ', '; '].map((end) => text.lastIndexOf(end)));
  return at > longest / 3 ? at + 1 : null;
}
