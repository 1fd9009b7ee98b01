import type { LibraryItem } from '../clients/audiobookshelf/index.ts';
import type { BookFacts } from './facts.ts';

/** Every field with the form of its value. */
export type Values = Required<BookFacts>;

/** A field and its value, or null where there is none. */
export type HeldValues = { [Field in keyof Values]?: Values[Field] | null };

/**
 * What the library holds of a book, empty fields as null. Cover and chapters are not part of an item.
 * A book that is not marked as abridged may be either.
 */
export function heldValues(item: LibraryItem): HeldValues {
  return {
    title: item.title || null,
    subtitle: item.subtitle,
    authors: listOf(item.authors),
    narrators: listOf(item.narrators),
    series: listOf(item.series),
    publishedYear: item.publishedYear,
    publisher: item.publisher,
    description: item.description,
    genres: listOf(item.genres),
    language: item.language,
    isbn: item.isbn,
    asin: item.asin,
    isAbridged: item.isAbridged || null,
    durationMinutes: item.durationSeconds && Math.round(item.durationSeconds / 6) / 10,
  };
}

function listOf<Entry>(entries: Entry[]): Entry[] | null {
  return entries.length > 0 ? entries : null;
}
