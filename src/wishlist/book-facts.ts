import type { EntityManager } from '@mikro-orm/postgresql';
import type { MissingBook } from '../library/missing-book.entity.ts';

/** A book as a catalogue or a list tells of it. */
export type BookFacts = {
  asin?: string | null | undefined;
  isbn?: string | null | undefined;
  seriesName?: string | null | undefined;
  seriesNumber?: string | null | undefined;
  narrators?: string[] | undefined;
  /** YYYY-MM-DD */
  releaseDate?: string | null | undefined;
  coverUrl?: string | null | undefined;
};

/** Adds what is not known yet of a requested book; one that comes out later is announced. */
export async function completeFacts(
  em: EntityManager,
  gap: MissingBook,
  facts: BookFacts,
  now: Date,
): Promise<void> {
  if (gap.reasonMissing !== 'request') return;
  gap.asin ??= facts.asin ?? null;
  gap.isbn ??= facts.isbn ?? null;
  gap.seriesName ??= facts.seriesName ?? null;
  gap.seriesNumber ??= facts.seriesNumber ?? null;
  gap.releaseDate ??= facts.releaseDate ?? null;
  gap.coverUrl ??= facts.coverUrl ?? null;
  if (gap.narrators.length === 0) gap.narrators = facts.narrators ?? [];
  const isToCome = gap.releaseDate && gap.releaseDate > now.toISOString().slice(0, 10);
  if (isToCome && gap.downloadStatus === 'identified') gap.downloadStatus = 'announced';
  await em.flush();
}
