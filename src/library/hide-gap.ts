import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { findMissing } from './find-missing.ts';
import type { MissingBook } from './missing-book.entity.ts';

/**
 * Takes a missing book out of all lists for good, or (`back`) puts it into them again. Throws UserError
 * for a book that is on its way, and for one that is not hidden.
 */
export async function hideGap(
  em: EntityManager,
  { gap, back }: { gap: string; back: boolean },
): Promise<MissingBook> {
  const missing = await findMissing(em, gap);
  const { title, downloadStatus: status } = missing;
  if (back && status !== 'hidden') {
    throw new UserError(
      'conflict',
      `"${title}" is not hidden.`,
      '"gaps state:hidden" lists what is.',
    );
  }
  if (['queued', 'downloading', 'completed'].includes(status)) {
    const where = status === 'completed' ? 'on the shelf' : 'on its way';
    throw new UserError(
      'conflict',
      `"${title}" is ${where} already.`,
      '"queue" shows what is on its way.',
    );
  }
  missing.downloadStatus = back ? 'identified' : 'hidden';
  missing.isWanted = false;
  await em.flush();
  return missing;
}
