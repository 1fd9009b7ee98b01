import { type ApiOptions, createApi } from './api.ts';
import { authorBooks, type HardcoverBook, seriesBooks } from './books.ts';
import { bookOfEdition, findAuthors, findBooks, findSeries, type HardcoverWork } from './find.ts';

export type { HardcoverBook } from './books.ts';
export type { HardcoverWork } from './find.ts';

/** Hardcover's catalogue of books, the second opinion; every call throws an ExternalError when it does not answer. */
export type Hardcover = {
  /** The closest by name, five at the most. */
  findSeries(name: string): Promise<{ id: number; name: string; author: string | null }[]>;
  /** In the order of the series, without compilations and parts. */
  seriesBooks(id: number): Promise<HardcoverBook[]>;
  findAuthors(name: string): Promise<{ id: number; name: string }[]>;
  /** What a person wrote, not what they translated or read. */
  authorBooks(id: number): Promise<HardcoverBook[]>;
  /** The closest by title and author, five at the most. */
  findBooks(words: string): Promise<HardcoverWork[]>;
  /** The work of an audiobook; null for an ASIN it does not know. */
  bookOfEdition(asin: string): Promise<HardcoverWork | null>;
};

export function createHardcover(options: ApiOptions): Hardcover {
  const api = createApi(options);
  return {
    findSeries: (name) => findSeries(api, name),
    seriesBooks: (id) => seriesBooks(api, id),
    findAuthors: (name) => findAuthors(api, name),
    authorBooks: (id) => authorBooks(api, id),
    findBooks: (words) => findBooks(api, words),
    bookOfEdition: (asin) => bookOfEdition(api, asin),
  };
}
