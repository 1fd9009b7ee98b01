import type { types } from '@slack/bolt';
import type { Block } from '../../command/reply.ts';
import { limits } from './limits.ts';
import type { Piece } from './piece.ts';
import { line } from './text.ts';

/** The ids of uploaded pictures by the block they belong to. */
export type Files = ReadonlyMap<Block, string>;

export const noFiles: Files = new Map();

export function picture(file: string, alt: string): types.ImageBlock {
  return { type: 'image', slack_file: { id: file }, alt_text: line(alt, limits.imageAlt) };
}

/** Puts a small picture beside the first of these pieces; null where it has no room for one. */
export function besides(pieces: readonly Piece[], small: types.ImageBlock): Piece[] | null {
  const [first, ...others] = pieces;
  const [block, ...more] = first?.blocks ?? [];
  if (!first || block?.type !== 'section' || block.accessory) return null;
  return [{ ...first, blocks: [{ ...block, accessory: small }, ...more] }, ...others];
}
