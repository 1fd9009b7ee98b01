import { numberOf, ordinalOf } from './numerals.ts';

/**
 * A place in a series. One book has `from === to`; an omnibus spans several places, and `list` names
 * them when they are not simply every whole number between. `part` is one piece of a split book.
 */
export type Position = { from: number; to: number; part?: number; list?: number[] };

/** No series is longer; a wider span is a typing mistake or a year. */
const longestSpan = 500;
const longestText = 4000;
const volumeWord =
  /^(?:(?:the )?(?:books?|bks?|vols?|volumes?|no|number|band|tome|tomo)\b[.\s]*#?|#)\s*/;
const usual = /^\d{1,4}$/;
const number = String.raw`\d{1,5}(?:\.\d{1,3})?`;
const placeOrSpan = new RegExp(`^(${number})(?:p(\\d{1,3})|-(${number}))?$`);

/** Reads "1", "2.5", "0,5 - 7", "1-3", "1p2", "1, 2, 3", "01-16, 13.5", "I-III" or "Book Three"; null when it is none of them. */
export function parsePosition(text: string | null): Position | null {
  if (text === null) return null;
  if (usual.test(text)) return { from: Number(text), to: Number(text) };
  const plain = text.slice(0, longestText).replace(/½/g, '.5').normalize('NFKC').toLowerCase();
  const pieces = decimalPoints(plain.replace(/(?<=[-–] ?)#(?=\d)/g, ''))
    .split(/[,;&+]|\band\b/)
    .map((piece) => parsePiece(piece.trim()));
  const positions = pieces.filter((piece) => piece !== null);
  const [only] = positions;
  if (only === undefined || positions.length < pieces.length) return null;
  if (positions.length === 1) return only;
  if (positions.some((position) => position.part !== undefined)) return null;
  const list = [...new Set(positions.flatMap(placesOf))].toSorted((a, b) => a - b);
  const [from = only.from] = list;
  const to = list.at(-1) ?? from;
  return from === to ? { from, to } : { from, to, list };
}

/** Every place the position fills, ascending. */
export function placesOf({ from, to, list }: Position): number[] {
  if (list) return list;
  const whole = Array.from({ length: Math.floor(to) - Math.ceil(from) + 1 }, (_, step) => {
    return Math.ceil(from) + step;
  });
  return [...new Set([from, ...whole, to])];
}

/** True when the position spans several places: an omnibus, a box set. */
export function isSpan(position: Position): boolean {
  return position.from < position.to;
}

export function samePosition(a: Position, b: Position): boolean {
  return a.part === b.part && placesOf(a).join() === placesOf(b).join();
}

/** True when the span holds every place of the other position; x.5 counts only when it is named. */
export function coversPosition(span: Position, position: Position): boolean {
  const places = new Set(placesOf(span));
  return isSpan(span) && placesOf(position).every((place) => places.has(place));
}

export function writePosition({ from, to, part, list }: Position): string {
  if (list) return list.join(', ');
  if (from < to) return `${from}-${to}`;
  return part === undefined ? String(from) : `${from} part ${part}`;
}

/** "0,5" is a decimal comma, "4,5" two neighbouring books, "1,2,3" a list. */
function decimalPoints(text: string): string {
  return text.replace(/(?<![\d,.])(\d{1,3}),(\d)(?![\d,.])/g, (_, left: string, right: string) =>
    Number(right) === Number(left) + 1 && left !== '0' ? `${left}, ${right}` : `${left}.${right}`,
  );
}

function parsePiece(piece: string): Position | null {
  const bare = piece
    .replace(volumeWord, '')
    .replace(/^(\S+)(?: (?:of|di|von|van|sur) |\/)\d{1,3}$/, '$1')
    .replace(/^(\d+) \(\d{1,2} of \d{1,2}\)$/, '$1p1')
    .replace(/^(\S+) part (\d{1,3})$/, '$1p$2')
    .replace(/ (?:book|novel|volume|instal?lment|entry)$/, '')
    .replace(/^\.(?=\d)/, '0.')
    .split(/\s*[-–—]\s*|\s+(?:to|thru|through)\s+/)
    .map(digits)
    .join('-');
  const found = placeOrSpan.exec(bare);
  if (!found) return null;
  const from = Number(found[1]);
  if (found[2] !== undefined) return { from, to: from, part: Number(found[2]) };
  const to = found[3] === undefined ? from : Number(found[3]);
  return to < from || to - from > longestSpan ? null : { from, to };
}

function digits(text: string): string {
  const spelled = numberOf(text) ?? ordinalOf(text.replace(/^the /, ''));
  return spelled === null ? text : String(spelled);
}
