import type { EntityManager } from '@mikro-orm/postgresql';
import { enqueue } from '../outbox/enqueue.ts';

/**
 * Asks for a full scan of a book, in the caller's transaction; once for each occasion. Scans have one
 * lane, so that a hundred new books hold up nothing else.
 */
export async function wantScan(
  em: EntityManager,
  bookId: number,
  occasion: 'arrival' | `download-${number}`,
): Promise<void> {
  await enqueue(em, {
    key: `scan:${bookId}:${occasion}`,
    kind: 'effect',
    topic: 'scan-book',
    lane: 'scans',
    payload: { bookId },
  });
}
