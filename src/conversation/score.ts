import { fill, type Filled, isNumbered, lean, type Surroundings } from './fill.ts';
import { guess } from './guess.ts';
import type { Piece } from './read.ts';
import type { Call } from './state.ts';
import type { Line, Sayings } from './vocabulary.ts';

export type Scored = { calls: Call[]; score: number };

const slotWeight = 1;
/** What points at the last answer is meant before anything else. */
const pointedWeight = 1.08;
const leaningShare = 0.4;
/** A word of less weight says too little alone. */
const content = 0.3;
/** A line of small words only has to fit nearly whole. */
const leastOfSmall = 0.85;

/**
 * How well a line of what people say fits the pieces, 0 to 1, with the calls it makes; null when a field
 * stays empty. Twice what both have, divided by what either has.
 */
export function scoreLine(
  pieces: readonly Piece[],
  line: Line,
  { command, fields: known, also }: Sayings,
  around: Surroundings,
): Scored | null {
  const used = new Set<Piece>();
  let ofLine = 0;
  const hasContent = line.parts.some((part) => !('field' in part) && part.weight > content);
  let isMeant = false;
  let matched = 0;
  let ofSlots = 0;
  for (const part of line.parts) {
    ofLine += 'field' in part ? slotWeight : part.weight;
    if ('field' in part) continue;
    const piece = wordAmong(pieces, part.word, used);
    if (!piece) continue;
    used.add(piece);
    isMeant ||= part.weight > content;
    matched += part.weight;
    ofSlots += part.weight;
  }
  // A name alone, or with a single small word, is wanted in too many ways.
  const words = line.parts.filter((part) => !('field' in part));
  const isBare = words.length < 2 && words.length < line.parts.length;
  if (!isMeant && (hasContent || isBare)) return null;
  const fields = line.parts.flatMap((part) => ('field' in part ? [part.field] : []));
  const filled = new Map<string, Filled>();
  for (const field of fields) {
    const found = fill(field, unusedOf(pieces, used), around);
    if (found) take(field, found);
  }
  const extra = readAlso(pieces, also, used, around, {
    ...line.input,
    ...Object.fromEntries(filled),
  });
  matched += extra.weight;
  ofLine += extra.weight;
  ofSlots += extra.weight;
  for (const field of fields.filter((one) => !filled.has(one))) {
    const leaning = isNumbered(field) ? lean(field, around) : null;
    const found = leaning ? null : guess(field, line.parts, pieces, used);
    if (leaning) {
      filled.set(field, leaning);
      matched += slotWeight * leaningShare;
    } else if (found) {
      filled.set(field, { values: [found.text], used: found.pieces, isLeaning: false });
      for (const piece of found.pieces) used.add(piece);
      matched += slotWeight * found.share;
      ofSlots += slotWeight + found.absorbed;
    } else return null;
  }
  const rest = unusedOf(pieces, used).reduce((sum, { weight }) => sum + weight, 0);
  const shown = [...filled].filter(([field]) => known.has(field));
  const score = (2 * matched) / (ofLine + ofSlots + rest || 1);
  if (!hasContent && score < leastOfSmall) return null;
  return { calls: callsOf(command, { ...extra.input, ...line.input }, shown), score };

  function take(field: string, found: Filled): void {
    filled.set(field, found);
    for (const piece of found.used) used.add(piece);
    matched += found.isLeaning ? pointedWeight : slotWeight;
    ofSlots += slotWeight;
  }
}

function wordAmong(pieces: readonly Piece[], word: string, used: ReadonlySet<Piece>) {
  return pieces.find((one) => one.kind === 'word' && one.word === word && !used.has(one));
}

function unusedOf(pieces: readonly Piece[], used: ReadonlySet<Piece>): Piece[] {
  return pieces.filter((piece) => !used.has(piece));
}

/** What may come on top: "…, wrong book", "… in m4b". */
function readAlso(
  pieces: readonly Piece[],
  also: readonly Line[],
  used: Set<Piece>,
  around: Surroundings,
  known: Readonly<Record<string, unknown>>,
) {
  const input: Record<string, unknown> = {};
  let weight = 0;
  for (const line of also) {
    const fields = line.parts.flatMap((part) => ('field' in part ? [part.field] : []));
    const given = [...fields, ...Object.keys(line.input)];
    if (
      given.some(
        (field) => field in input || (field in known && known[field] !== line.input[field]),
      )
    )
      continue;
    const found: Piece[] = [];
    const values: Record<string, unknown> = {};
    let isWhole = true;
    let own = 0;
    for (const part of line.parts) {
      const left = pieces.filter((piece) => !used.has(piece) && !found.includes(piece));
      if ('field' in part) {
        const filled = fill(part.field, left, around);
        isWhole &&= filled !== null;
        if (filled) values[part.field] = filled.values[0];
        found.push(...(filled?.used ?? []));
        own += slotWeight / 2;
      } else {
        const piece = wordAmong(left, part.word, used);
        isWhole &&= piece !== undefined;
        if (piece) found.push(piece);
        own += part.weight;
      }
    }
    if (!isWhole) continue;
    for (const piece of found) used.add(piece);
    Object.assign(input, line.input, values);
    weight += own;
  }
  return { input, weight };
}

/** One call, or one for each of several numbers. */
function callsOf(
  command: string,
  given: Record<string, unknown>,
  filled: readonly (readonly [string, Filled])[],
): Call[] {
  const input = { ...given } as Call['input'];
  let several: [field: string, values: (string | number)[]] | null = null;
  for (const [field, { values }] of filled) {
    if (values.length > 1) several = [field, [...new Set(values)]];
    if (values[0] !== undefined) input[field] = values[0];
  }
  if (!several) return [{ command, input }];
  const [field, values] = several;
  return values.map((value) => ({ command, input: { ...input, [field]: value } }));
}
