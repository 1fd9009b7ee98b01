import type { EntityManager } from '@mikro-orm/postgresql';
import { readEvidence } from './evidence.ts';
import type { BookFacts, Evidence, FieldName } from './facts.ts';
import type { BookQuery } from './provider.ts';
import { factsOf, seriesPlaces } from './provider.ts';

/** What is said of a book of the library: by a person, else by whoever is surest, else by the library. */
export async function knownFacts(
  em: EntityManager,
  bookId: number,
  query: BookQuery,
): Promise<BookFacts> {
  const evidence = await readEvidence(em, bookId);
  const byRank = evidence.toSorted((a, b) => rank(a) - rank(b));
  const said = new Map<FieldName, unknown>(byRank.map(({ field, value }) => [field, value]));
  return { ...libraryFacts(query), ...(Object.fromEntries(said) as BookFacts) };
}

function rank({ source, confidence }: Evidence): number {
  return source === 'person' ? 2 : confidence;
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
