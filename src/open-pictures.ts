import type { PictureOf } from './command/picture.ts';
import { readCover } from './covers/read.ts';
import { messageOf } from './errors.ts';
import type { Services } from './services.ts';

/** Where the pictures of replies come from; a chart stays the line of text each chat makes of it. */
export function openPictures({ em, log }: Pick<Services, 'em' | 'log'>): PictureOf {
  return async (block) => {
    if (block.kind === 'chart') return null;
    try {
      return await readCover(em(), block.ref);
    } catch (error) {
      log.warn({ ref: block.ref, cause: messageOf(error) }, 'a picture could not be read');
      return null;
    }
  };
}
