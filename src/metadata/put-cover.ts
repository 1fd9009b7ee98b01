import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import type { Cover, Covers } from '../clients/covers/index.ts';
import { ExternalError } from '../errors.ts';
import { isOfOneBook } from './of-one-book.ts';

/**
 * Has the library fetch a cover; where it cannot, it is sent the picture, which is fetched from the
 * hosts of the catalogue alone. Throws ExternalError `refused` when neither is to be had.
 */
export async function putCover(
  audiobookshelf: Audiobookshelf,
  covers: Covers,
  itemId: string,
  url: string,
): Promise<void> {
  try {
    await audiobookshelf.setCover(itemId, url);
  } catch (error) {
    if (!(await isOfOneBook(audiobookshelf, error))) throw error;
    await audiobookshelf.uploadCover(itemId, await pictureAt(covers, url));
  }
}

async function pictureAt(covers: Covers, url: string): Promise<Cover> {
  try {
    return await covers.fetch(url);
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const text = `Audiobookshelf cannot fetch the cover, and neither can we: ${error.message}`;
    throw new ExternalError('audiobookshelf', 'refused', text);
  }
}
