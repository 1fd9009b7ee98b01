import type { APIEmbed } from 'discord.js';
import type { Picture, Pictures } from '../../command/picture.ts';
import type { Block, ChartBlock, ImageBlock } from '../../command/reply.ts';
import { limits } from './limits.ts';
import type { Upload } from './payload.ts';
import { cutLine } from './text.ts';

export type Shown = {
  /** The blocks whose pictures stand in the embeds. */
  blocks: ReadonlySet<Block>;
  thumbnail: { url: string } | null;
  images: { url: string }[];
  files: Upload[];
};

/** The pictures of a reply as files and where its embeds show them: the first small one beside the text, the others below. */
export function showPictures(blocks: readonly Block[], pictures: Pictures): Shown {
  const all = blocks.filter(isPicture).flatMap((block) => {
    const picture = pictures.get(block);
    return picture ? [{ block, picture }] : [];
  });
  const small = all.find(({ block }) => block.kind === 'image' && block.size === 'small');
  const large = all.filter((one) => one !== small).slice(0, limits.embeds);
  const shown = small ? [small, ...large] : large;
  const files = shown.map(({ block, picture }, index) => ({
    ...fileOf(picture, index + 1),
    alt: cutLine(block.kind === 'chart' ? block.title : block.alt, limits.fileDescription),
  }));
  const addresses = files.map(({ name }) => ({ url: `attachment://${name}` }));
  return {
    blocks: new Set(shown.map(({ block }) => block)),
    thumbnail: (small && addresses[0]) ?? null,
    images: small ? addresses.slice(1) : addresses,
    files,
  };
}

function isPicture(block: Block): block is ImageBlock | ChartBlock {
  return block.kind === 'image' || block.kind === 'chart';
}

function fileOf({ bytes, type }: Picture, number: number): Upload {
  return { name: `picture-${number}.${type.slice('image/'.length)}`, type, data: bytes };
}

/** One embed for the text and the first picture, one for each further picture. */
export function embedsOf(
  description: string,
  { thumbnail, images: [image, ...others] }: Pick<Shown, 'thumbnail' | 'images'>,
  color: number,
): APIEmbed[] {
  const first = {
    ...(description ? { description } : {}),
    ...(thumbnail ? { thumbnail } : {}),
    ...(image ? { image } : {}),
  };
  if (Object.keys(first).length === 0) return [];
  return [{ color, ...first }, ...others.map((one) => ({ color, image: one }))];
}
