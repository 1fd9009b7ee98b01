import { type ApiOptions, createApi } from './api.ts';
import { authorBooks, type HardcoverBook, seriesBooks } from './books.ts';
import { findAuthors, findSeries } from './find.ts';

export type { HardcoverBook } from './books.ts';

/** Hardcover's catalogue of books, the second opinion; every call throws an ExternalError when it does not answer. */
export type Hardcover = {
  /** The closest by name, five at the most. */
  findSeries(name: string): Promise<{ id: number; name: string; author: string | null }[]>;
  /** In the order of the series, without compilations and parts. */
  seriesBooks(id: number): Promise<HardcoverBook[]>;
  findAuthors(name: string): Promise<{ id: number; name: string }[]>;
  /** What a person wrote, not what they translated or read. */
  authorBooks(id: number): Promise<HardcoverBook[]>;
};

export function createHardcover(options: ApiOptions): Hardcover {
  const api = createApi(options);
  return {
    findSeries: (name) => findSeries(api, name),
    seriesBooks: (id) => seriesBooks(api, id),
    findAuthors: (name) => findAuthors(api, name),
    authorBooks: (id) => authorBooks(api, id),
  };
}
