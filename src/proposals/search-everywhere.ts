import { ExternalError } from '../errors.ts';
import type { Release } from '../releases/facts.ts';
import { searchBatches, type SearchWanted } from '../releases/search.ts';
import { addFromProwlarr, askProwlarr, type Sources } from '../releases/sources.ts';

/** A book and every release found for it; `isComplete`: every source that counts was asked. */
export type SearchedBook<Book> = {
  book: Book;
  releases: readonly Release[];
  isComplete: boolean;
  /** How long the text of the tracker's next search may be; null when it was not asked. */
  textLength: number | null;
  /** The last book of a search of the tracker. */
  endsSearch: boolean;
};

export type SourceFaults = { prowlarr: string | null };

/**
 * Searches the books with all sources: the tracker for many at once, Prowlarr for each. When Prowlarr
 * is away the tracker does without it, which `faults` tells. When the tracker is away, before or now,
 * Prowlarr alone is asked for the rest, and the tracker's error is thrown at the end.
 */
export async function* searchEverywhere<Book extends SearchWanted>(
  sources: Sources,
  books: readonly Book[],
  from: { textLength: number; mostAlone: number; away: ExternalError | null },
  faults: SourceFaults,
): AsyncGenerator<SearchedBook<Book>> {
  const { mam } = sources;
  const left = new Set(books);
  let { away } = from;
  try {
    for await (const batch of mam && !away ? searchBatches(mam, books, from.textLength) : []) {
      for (const book of batch.books) {
        left.delete(book);
        const releases = await withProwlarr(sources, book, batch.releases, faults);
        const { textLength } = batch;
        const endsSearch = book === batch.books.at(-1);
        yield { book, releases, isComplete: true, textLength, endsSearch };
      }
    }
  } catch (error) {
    if (!isTrackerAway(error)) throw error;
    away = error;
  }
  for (const book of [...left].slice(0, from.mostAlone)) {
    const releases = await fromProwlarrAlone(sources, book, faults);
    if (!releases) break;
    yield { book, releases, isComplete: !mam, textLength: null, endsSearch: true };
  }
  if (away) throw away;
  if (!mam && faults.prowlarr !== null) {
    throw new ExternalError('prowlarr', 'unreachable', faults.prowlarr);
  }
}

async function withProwlarr(
  sources: Sources,
  book: SearchWanted,
  told: readonly Release[],
  faults: SourceFaults,
): Promise<readonly Release[]> {
  const { prowlarr } = sources;
  if (!prowlarr || faults.prowlarr !== null) return told;
  const found = await noting(faults, addFromProwlarr({ ...sources, prowlarr }, book, told));
  return found ?? told;
}

async function fromProwlarrAlone(
  { prowlarr }: Sources,
  book: SearchWanted,
  faults: SourceFaults,
): Promise<readonly Release[] | null> {
  if (!prowlarr || faults.prowlarr !== null) return null;
  return await noting(faults, askProwlarr(prowlarr, book));
}

/** Null when Prowlarr did not do its part; it is not asked again then. */
async function noting<T>(faults: SourceFaults, call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    faults.prowlarr = error.message;
    return null;
  }
}

export function isTrackerAway(error: unknown): error is ExternalError {
  return error instanceof ExternalError && error.service === 'tracker';
}
