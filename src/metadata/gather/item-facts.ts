import type { LibraryItem } from '../../clients/audiobookshelf/index.ts';
import type { BookFacts } from '../facts.ts';
import { factsOf } from '../provider.ts';

/** What Audiobookshelf says of a book. */
export function itemFacts(item: LibraryItem): BookFacts {
  const { title, subtitle, authors, narrators, series, genres, publishedYear, publisher } = item;
  const { description, isbn, asin, language, durationSeconds } = item;
  return factsOf({
    title,
    subtitle,
    authors,
    narrators,
    series,
    genres,
    publishedYear,
    publisher,
    description,
    isbn,
    asin,
    language,
    // It says no as well when nobody ever said anything.
    isAbridged: item.isAbridged === true ? true : null,
    durationMinutes: durationSeconds === null ? null : Math.round(durationSeconds / 6) / 10,
  });
}
