import type { Block, ChartBlock, ImageBlock, Reply } from './reply.ts';

export type Picture = { bytes: Buffer; type: 'image/png' | 'image/jpeg' };

/**
 * The picture of a block, or null when there is none: a stored cover, a drawn chart. Surfaces fetch and
 * draw nothing themselves. It never throws and never waits for another program.
 */
export type PictureOf = (block: ImageBlock | ChartBlock) => Promise<Picture | null>;

/** The pictures of a reply by the block they belong to. */
export type Pictures = ReadonlyMap<Block, Picture>;

export const noPictures: Pictures = new Map();

/** Every picture of a reply that can be had. */
export async function picturesOf(reply: Reply, pictureOf: PictureOf): Promise<Pictures> {
  const found = new Map<Block, Picture>();
  for (const block of reply.blocks) {
    if (block.kind !== 'image' && block.kind !== 'chart') continue;
    const picture = await pictureOf(block);
    if (picture) found.set(block, picture);
  }
  return found;
}
