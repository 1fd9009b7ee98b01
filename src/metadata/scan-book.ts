import type { EntityManager } from '@mikro-orm/postgresql';
import type { LibraryItem } from '../clients/audiobookshelf/index.ts';
import type { Handler, OutboxMessage } from '../outbox/dispatch.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Services } from '../services.ts';
import { type AskServices, askEverybody } from './ask-everybody.ts';
import { closeCollected } from './batches.ts';
import { collectChanges } from './collect-changes.ts';
import { pastChanges } from './corrections.ts';
import { readEvidence } from './evidence.ts';
import { isFreshlyEdited } from './fresh-edit.ts';
import { heldValues } from './held-values.ts';
import { noteRecord } from './note-record.ts';
import { isOfOneBook } from './of-one-book.ts';
import { planChanges } from './plan-changes.ts';
import { judgeWithLibrary } from './sources.ts';

type ScanServices = AskServices & Pick<Services, 'platforms'>;
type ScannedBook = { id: number; absId: string; writtenAt: Date | null };

/** What scans have found empty is filled in batches of this run. */
const arrivals = { run: 'arrival', title: 'New books', by: 'scan' };

/**
 * Looks at a book from all sides, makes its record anew and collects what the library has empty of it;
 * `gone` when the library no longer has it. Throws ExternalError when Audiobookshelf does not answer.
 */
export async function scanBook(
  services: ScanServices,
  bookId: number,
): Promise<'scanned' | 'gone' | 'off'> {
  const { em, now, audiobookshelf } = services;
  if (!audiobookshelf) return 'off';
  const [book] = await em().execute<ScannedBook[]>(
    `select id, abs_id as "absId", written_updated_at as "writtenAt"
       from books where id = ? and status <> 'archived'`,
    [bookId],
  );
  const item = book ? await audiobookshelf.item(book.absId) : null;
  if (!book || !item || item.isMissing) return 'gone';
  await askEverybody(services, em(), { id: bookId, item }, { now: now(), hears: true });
  await em().transactional((inner) => settleBook(inner, services, book, item));
  return 'scanned';
}

/** What differs is left to the runs that ask about many books at once. */
async function settleBook(
  em: EntityManager,
  services: ScanServices,
  { id, writtenAt }: ScannedBook,
  item: LibraryItem,
): Promise<void> {
  const now = services.now();
  const held = heldValues(item);
  const judged = judgeWithLibrary(await readEvidence(em, id), held);
  if (!isFreshlyEdited(item, { writtenAt, now })) {
    const { fills } = planChanges(judged.record, item, {
      mode: 'fill',
      past: await pastChanges(em, id),
    });
    await collectChanges(em, id, fills, { ...arrivals, asks: false, now });
  }
  await noteRecord(em, services.platforms, id, { judged, held }, now);
}

/** Whether scans have collected what `closeArrivals` would have written. */
export async function hasCollectedArrivals(em: EntityManager): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `select 1 from metadata_batches where status = 'collecting' and run = ? limit 1`,
    [arrivals.run],
  );
  return rows.length > 0;
}

/** Has what scans collected written; `onlyFull` while others may still add to it. */
export async function closeArrivals(
  em: EntityManager,
  platforms: readonly string[],
  { onlyFull }: { onlyFull: boolean },
): Promise<void> {
  await closeCollected(em, platforms, arrivals.run, { onlyFull });
}

/**
 * Carries out the scans that were asked for; one that was broken off is simply begun again. A book
 * that fails by itself goes on in a lane of its own, so that the others need not wait for it.
 */
export function scanBookHandler(services: ScanServices): Handler {
  return async (message, em) => {
    const { audiobookshelf, platforms } = services;
    const isAlone = message.payload['alone'] === true;
    try {
      await scanBook(services, Number(message.payload['bookId']));
    } catch (error) {
      if (isAlone || !audiobookshelf || !(await isOfOneBook(audiobookshelf, error))) throw error;
      await moveAside(em, message);
    }
    await closeArrivals(em, platforms, { onlyFull: await isFollowed(em, message) });
    return undefined;
  };
}

async function moveAside(em: EntityManager, { key, payload }: OutboxMessage): Promise<void> {
  await enqueue(em, {
    key: `${key}:alone`,
    kind: 'effect',
    topic: 'scan-book',
    lane: `scan:${String(payload['bookId'])}`,
    payload: { ...payload, alone: true },
  });
}

/** Whether another scan waits behind this one. */
async function isFollowed(em: EntityManager, { id }: OutboxMessage): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `select 1 from outbox where lane = 'scans' and status = 'pending' and id <> ? limit 1`,
    [id],
  );
  return rows.length > 0;
}
