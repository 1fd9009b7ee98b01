import type { EntityManager } from '@mikro-orm/postgresql';
import { collectingBatch } from './batches.ts';
import { addCorrections } from './corrections.ts';
import type { Change } from './plan-changes.ts';

/** Puts changes of a book into the batch that a run is collecting: those a person is asked about, or those to be written. */
export async function collectChanges(
  em: EntityManager,
  bookId: number,
  changes: readonly Change[],
  how: { run: string; title: string; by: string; asks: boolean; now: Date },
): Promise<void> {
  if (changes.length === 0) return;
  const { title, asks, by, now } = how;
  const batchId = await collectingBatch(em, how);
  const state = asks ? 'proposed' : 'intended';
  await addCorrections(em, changes, { batchId, bookId, state, reason: title, by, now });
}
