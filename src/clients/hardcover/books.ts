import type { Api } from './api.ts';
import * as queries from './queries.ts';
import * as schema from './schema.ts';

export type HardcoverBook = {
  id: number;
  title: string;
  /** "1", "0.5"; null when it has no place, and for the books of an author. */
  position: string | null;
  /** YYYY-MM-DD */
  releaseDate: string | null;
  authors: string[];
  /** The audiobook it knows of; null when it knows none. */
  audio: { asin: string | null; minutes: number | null } | null;
};

const pageSize = 100;
/** No list is longer; an answer that never ends must not be read for ever. */
const mostPages = 20;

export async function seriesBooks(api: Api, id: number): Promise<HardcoverBook[]> {
  const rows = await readPages(async (page) => {
    const { series } = await api(queries.seriesBooks, { id, ...page }, schema.seriesAnswer);
    return series[0]?.book_series ?? [];
  });
  return rows.flatMap((row) => {
    const parsed = schema.seriesBook.safeParse(row).data;
    if (!parsed) return [];
    const { book, position, details } = parsed;
    const place = details ?? (position === null ? null : String(position));
    return [{ ...toBook(book), position: place }];
  });
}

export async function authorBooks(api: Api, id: number): Promise<HardcoverBook[]> {
  const rows = await readPages(async (page) => {
    const answer = await api(queries.authorBooks, { id, ...page }, schema.authorAnswer);
    return answer.authors_by_pk?.contributions ?? [];
  });
  return rows.flatMap((row) => {
    const parsed = schema.authorBook.safeParse(row).data;
    return parsed && isWriting(parsed.contribution) ? [toBook(parsed.book)] : [];
  });
}

async function readPages(
  read: (page: { limit: number; offset: number }) => Promise<unknown[]>,
): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const rows = await read({ limit: pageSize, offset: page * pageSize });
    all.push(...rows);
    if (rows.length < pageSize) break;
  }
  return all;
}

function toBook(book: schema.Book): HardcoverBook {
  const { default_audio_edition: audio } = book;
  return {
    id: book.id,
    title: book.title,
    position: null,
    releaseDate: book.release_date,
    authors: writersAmong(book.contributions),
    audio: audio && {
      asin: audio.asin,
      minutes: audio.audio_seconds === null ? null : Math.round(audio.audio_seconds / 60),
    },
  };
}

/** The names of those who wrote a book. */
export function writersAmong(contributions: readonly unknown[]): string[] {
  const people = contributions.flatMap((one) => schema.contribution.safeParse(one).data ?? []);
  return people.filter((one) => isWriting(one.contribution)).map((one) => one.author.name);
}

/** Who wrote a book has no kind of contribution, or is called its author. */
function isWriting(contribution: string | null): boolean {
  return contribution === null || /^(?:co-?)?author$/i.test(contribution);
}
