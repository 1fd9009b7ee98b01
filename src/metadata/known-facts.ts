import type { EntityManager } from '@mikro-orm/postgresql';
import { readEvidence } from './evidence.ts';
import type { BookFacts, Evidence } from './facts.ts';
import type { BookQuery } from './provider.ts';
import { factsOf, seriesPlaces } from './provider.ts';
import { judgeRecord } from './record.ts';

/** What is held to be true of a book of the library by all that is said of it. */
export async function knownFacts(
  em: EntityManager,
  bookId: number,
  query: BookQuery,
): Promise<BookFacts> {
  const { record } = judgeRecord([...(await readEvidence(em, bookId)), ...ofLibrary(query)]);
  const held = Object.entries(record).map(([field, { value }]) => [field, value]);
  return Object.fromEntries(held) as BookFacts;
}

function ofLibrary(query: BookQuery): Evidence[] {
  const testimony = { source: 'library', confidence: 1, seenAt: new Date(0) };
  const told = Object.entries(libraryFacts(query));
  return told.map(([field, value]) => ({ field, value, ...testimony }) as Evidence);
}

function libraryFacts(query: BookQuery): BookFacts {
  const { title, authors, narrators, series, isbn, asin, language, durationSeconds } = query;
  return factsOf({
    title,
    isbn,
    asin,
    language,
    authors: [...authors],
    narrators: [...(narrators ?? [])],
    series: seriesPlaces(series),
    isAbridged: query.isAbridged,
    durationMinutes: durationSeconds ? Math.round(durationSeconds / 60) : null,
  });
}
