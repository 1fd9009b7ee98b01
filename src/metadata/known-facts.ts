import type { EntityManager } from '@mikro-orm/postgresql';
import { readBookQuery } from './book-query.ts';
import { readEvidence } from './evidence.ts';
import type { BookFacts, Evidence } from './facts.ts';
import type { BookQuery } from './provider.ts';
import { factsOf, seriesPlaces } from './provider.ts';
import { type Judgement, judgeRecord } from './record.ts';

/** What is held to be true of a book of the library by all that is said of it. */
export async function knownFacts(
  em: EntityManager,
  bookId: number,
  query: BookQuery,
): Promise<BookFacts> {
  const { record } = await judge(em, bookId, query);
  const held = Object.entries(record).map(([field, { value }]) => [field, value]);
  return Object.fromEntries(held) as BookFacts;
}

/** The record of a book of the library, with what it lacks and what is in dispute. */
export async function judgeKnownBook(em: EntityManager, bookId: number): Promise<Judgement> {
  return await judge(em, bookId, await readBookQuery(em, bookId));
}

async function judge(em: EntityManager, bookId: number, query: BookQuery): Promise<Judgement> {
  return judgeRecord([...(await readEvidence(em, bookId)), ...ofLibrary(query)]);
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
    // The library says "no" both of a whole book and of one that nobody looked at.
    isAbridged: query.isAbridged === true ? true : null,
    durationMinutes: durationSeconds ? Math.round(durationSeconds / 60) : null,
  });
}
