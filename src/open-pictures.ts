import { drawChart } from './charts/draw.ts';
import type { PictureOf } from './command/picture.ts';
import { readCover } from './covers/read.ts';
import { messageOf } from './errors.ts';
import type { Services } from './services.ts';

/** Where the pictures of replies come from: stored covers, and charts drawn on the spot. */
export function openPictures({
  em,
  log,
  config,
}: Pick<Services, 'em' | 'log' | 'config'>): PictureOf {
  return async (block) => {
    try {
      if (block.kind === 'image') return await readCover(em(), block.ref);
      const bytes = await drawChart(block, config.settings.TZ);
      return bytes && { bytes, type: 'image/png' };
    } catch (error) {
      const picture = block.kind === 'image' ? block.ref : block.title;
      log.warn({ picture, cause: messageOf(error) }, 'a picture could not be had');
      return null;
    }
  };
}
