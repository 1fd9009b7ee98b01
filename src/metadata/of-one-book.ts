import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import { ExternalError } from '../errors.ts';

/** Whether the library fails at one book alone: asked for nothing but itself it answers. */
export async function isOfOneBook(
  audiobookshelf: Pick<Audiobookshelf, 'serverInfo'>,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof ExternalError) || error.service !== 'audiobookshelf') return false;
  if (error.kind === 'unauthorized' || error.kind === 'throttled') return false;
  try {
    await audiobookshelf.serverInfo();
    return true;
  } catch (away) {
    if (away instanceof ExternalError) return false;
    throw away;
  }
}
