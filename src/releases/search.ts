import type { Mam } from '../clients/mam/index.ts';
import type { Release } from './facts.ts';
import { releaseFromRow } from './parse.ts';

export type SearchWanted = { title: string; authors: readonly string[] };

const rowsPerSearch = 100;
/** The longest text the tracker is asked; longer batches are halved. */
const longestText = 1200;

/**
 * Every release the tracker has for any of the books, in as few requests as possible: all titles in
 * one search, halved while the text is too long or the answer does not fit one page.
 */
export async function searchReleases(
  mam: Mam,
  wanted: readonly SearchWanted[],
  categoryIds: number[] = [],
): Promise<Release[]> {
  const text = mam.searchText({
    titles: wanted.map((book) => book.title),
    authors: wanted.flatMap((book) => book.authors),
  });
  if (text === null) return [];
  if (text.length > longestText && wanted.length > 1)
    return await searchHalves(mam, wanted, categoryIds);
  const page = await mam.search({
    text,
    searchIn: ['title', 'author'],
    categoryIds,
    perPage: rowsPerSearch,
  });
  if (page.found > page.rawRows && wanted.length > 1)
    return await searchHalves(mam, wanted, categoryIds);
  return page.rows.map(releaseFromRow);
}

async function searchHalves(
  mam: Mam,
  wanted: readonly SearchWanted[],
  categoryIds: number[],
): Promise<Release[]> {
  const middle = Math.ceil(wanted.length / 2);
  const first = await searchReleases(mam, wanted.slice(0, middle), categoryIds);
  const second = await searchReleases(mam, wanted.slice(middle), categoryIds);
  const byId = new Map([...first, ...second].map((release) => [release.trackerId, release]));
  return [...byId.values()];
}
