import { type CatalogueOptions, createReadJson } from '../read-json.ts';
import { present } from '../fields.ts';
import * as schema from './schema.ts';

export type AudnexusBook = {
  asin: string;
  title: string;
  subtitle: string | null;
  authors: string[];
  narrators: string[];
  series: { name: string; position: string | null }[];
  year: number | null;
  publisher: string | null;
  /** May hold HTML. */
  description: string | null;
  /** Without the tags, of which there are many. */
  genres: string[];
  language: string | null;
  isbn: string | null;
  /** Null for what is neither, and for what does not say. */
  isAbridged: boolean | null;
  minutes: number | null;
  coverUrl: string | null;
};
export type AudnexusChapter = { title: string; startSeconds: number; endSeconds: number };

/** Audnexus, which knows the books of Audible by their ASIN and by nothing else. */
export type Audnexus = {
  /** Null for an ASIN the region does not know. */
  book(asin: string): Promise<AudnexusBook | null>;
  /** Null when it has none or says itself that they are not accurate. */
  chapters(asin: string): Promise<AudnexusChapter[] | null>;
};

export function createAudnexus(options: CatalogueOptions & { region: string }): Audnexus {
  const read = createReadJson('audnexus', options);
  const query = { region: options.region.toLowerCase() };
  return {
    async book(asin) {
      if (!isAsin(asin)) return null;
      const book = await read({ path: `books/${asin}`, query }, schema.book);
      if (book === null) return null;
      const { asin: told, title, subtitle, authors, narrators, language, isbn } = book;
      return {
        asin: told,
        title,
        subtitle,
        authors,
        narrators,
        language,
        isbn,
        series: present([book.seriesPrimary, book.seriesSecondary]),
        year: book.releaseDate,
        publisher: book.publisherName,
        description: book.summary ?? book.description,
        genres: book.genres.flatMap(({ name, type }) => (type === 'tag' ? [] : [name])),
        isAbridged: isAbridged(book.formatType),
        minutes: book.runtimeLengthMin,
        coverUrl: book.image,
      };
    },
    async chapters(asin) {
      if (!isAsin(asin)) return null;
      const list = await read({ path: `books/${asin}/chapters`, query }, schema.chapters);
      if (list === null || !list.isAccurate || list.chapters.length === 0) return null;
      return list.chapters.map(({ title, startOffsetMs, lengthMs }) => ({
        title,
        startSeconds: startOffsetMs / 1000,
        endSeconds: (startOffsetMs + lengthMs) / 1000,
      }));
    },
  };
}

function isAsin(asin: string): boolean {
  return /^[0-9A-Z]{10}$/.test(asin);
}

function isAbridged(formatType: string | null): boolean | null {
  if (formatType === 'abridged') return true;
  return formatType === 'unabridged' ? false : null;
}
