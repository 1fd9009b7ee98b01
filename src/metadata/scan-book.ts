import type { Handler } from '../outbox/dispatch.ts';
import type { Services } from '../services.ts';
import { type AskServices, askEverybody } from './ask-everybody.ts';
import { readEvidence } from './evidence.ts';
import { heldValues } from './held-values.ts';
import { noteRecord } from './note-record.ts';
import { judgeWithLibrary } from './sources.ts';

type ScanServices = AskServices & Pick<Services, 'platforms'>;

/**
 * Looks at a book from all sides and makes its record anew; `gone` when the library no longer has it.
 * Throws ExternalError when Audiobookshelf does not answer.
 */
export async function scanBook(
  services: ScanServices,
  bookId: number,
): Promise<'scanned' | 'gone' | 'off'> {
  const { em, now, audiobookshelf } = services;
  if (!audiobookshelf) return 'off';
  const [book] = await em().execute<{ abs_id: string }[]>(
    `select abs_id from books where id = ? and status <> 'archived'`,
    [bookId],
  );
  const item = book ? await audiobookshelf.item(book.abs_id) : null;
  if (!item || item.isMissing) return 'gone';
  await askEverybody(services, em(), { id: bookId, item }, { now: now(), hears: true });
  await em().transactional(async (inner) => {
    const judged = judgeWithLibrary(await readEvidence(inner, bookId), heldValues(item));
    await noteRecord(inner, services.platforms, bookId, judged, now());
  });
  return 'scanned';
}

/** Carries out the scans that were asked for; one that was broken off is simply begun again. */
export function scanBookHandler(services: ScanServices): Handler {
  return async ({ payload }) => {
    await scanBook(services, Number(payload['bookId']));
    return undefined;
  };
}
