import type { types } from '@slack/bolt';
import type { Piece } from './piece.ts';

export type Room = { blocks: number; bytes: number };

/**
 * As many pieces in order as there is room for, all buttons first in the reckoning; a last line counts
 * what was left out and says what to type for it (`rest`, marked up).
 */
export function fit(pieces: readonly Piece[], room: Room, rest: string): types.KnownBlock[] {
  const whole = pieces.flatMap(({ blocks }) => blocks);
  if (pieces.every(({ blocks }) => blocks.length > 0) && fits(whole, room)) return whole;
  const kept = new Set(keep(pieces, room, rest));
  const left = pieces.reduce((sum, piece) => sum + (kept.has(piece) ? 0 : piece.things), 0);
  const blocks = pieces.flatMap((piece) => (kept.has(piece) ? piece.blocks : []));
  return [...blocks, note(left, rest)];
}

/** Buttons as long as there is room, then text up to the first piece that does not fit. */
function keep(pieces: readonly Piece[], room: Room, rest: string): Piece[] {
  const kept: Piece[] = [];
  const left = { blocks: room.blocks - 1, bytes: room.bytes - bytesIn(note(1e6, rest)) };
  const take = (piece: Piece): boolean => {
    const bytes = bytesIn(piece.blocks);
    if (left.blocks < piece.blocks.length || left.bytes < bytes) return false;
    left.blocks -= piece.blocks.length;
    left.bytes -= bytes;
    kept.push(piece);
    return true;
  };
  for (const piece of pieces) if (piece.isAction) take(piece);
  for (const piece of pieces) {
    if (!piece.isAction && piece.blocks.length > 0 && !take(piece)) break;
  }
  return kept;
}

function note(left: number, rest: string): types.ContextBlock {
  const text = `… and ${left} more. ${rest}`.trimEnd();
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

function fits(blocks: readonly types.KnownBlock[], room: Room): boolean {
  return blocks.length <= room.blocks && bytesIn(blocks) <= room.bytes;
}

/** All texts a person can read in it. */
function bytesIn(node: unknown): number {
  if (Array.isArray(node)) return node.reduce((sum: number, one) => sum + bytesIn(one), 0);
  if (typeof node !== 'object' || node === null) return 0;
  return Object.entries(node).reduce((sum, [name, value]) => {
    const isText = typeof value === 'string' && (name === 'text' || name === 'alt_text');
    return sum + (isText ? Buffer.byteLength(value) : bytesIn(value));
  }, 0);
}
