import type { EntityManager } from '@mikro-orm/postgresql';
import { sameWork, type WorkKey } from '../library/match.ts';
import { foldName } from '../library/text.ts';

/** Which book a torrent is, as far as the library tells. */
export type FoundWork =
  | { kind: 'missing'; id: number; title: string; author: string }
  /** Another download brings it already. */
  | { kind: 'coming'; title: string }
  | { kind: 'owned'; title: string }
  | { kind: 'several'; titles: string[] }
  | { kind: 'none' };

type Row = {
  id: number;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  state: string;
};

const mostAuthors = 40;

/** Looks for the one book that any of the readings of a torrent means; what is missing comes first. */
export async function findWork(em: EntityManager, works: readonly WorkKey[]): Promise<FoundWork> {
  const authors = authorPatterns(works);
  if (authors.length === 0) return { kind: 'none' };
  const missing = await rowsBy(em, missingQuery, authors, works);
  const open = missing.filter(({ state }) => state !== 'queued' && state !== 'downloading');
  const [only, ...others] = open;
  if (others.length > 0) return { kind: 'several', titles: open.map(({ title }) => title) };
  if (only) return { kind: 'missing', id: only.id, title: only.title, author: only.author };
  const [coming] = missing;
  if (coming) return { kind: 'coming', title: coming.title };
  const [owned] = await rowsBy(em, ownedQuery, authors, works);
  return owned ? { kind: 'owned', title: owned.title } : { kind: 'none' };
}

/** Why a torrent has no place on the shelf as yet. */
export function whyNone(found: FoundWork): string {
  if (found.kind === 'none') return 'no missing book goes by its name';
  if (found.kind === 'several') return `it may be ${found.titles.join(' or ')}`;
  const place = found.kind === 'owned' ? 'in the library' : 'on its way';
  return `${found.title} is ${place} already`;
}

const narrowed = (column: string) =>
  `regexp_replace(normalize(${column}, NFKD), '[\u0300-\u036f''’‘ʼ]', '', 'g') ilike any (array[?])`;
const missingQuery = `
  select id, title, author_name as author, series_name as series, series_number as position,
         download_status as state
    from missing_books where replaces_book_id is null and download_status <> 'completed' and ${narrowed('author_name')} order by id`;
const ownedQuery = `
  select id, title, author, series, series_number as position, status as state
    from books where status = 'active' and ${narrowed('author')} order by id`;

async function rowsBy(
  em: EntityManager,
  query: string,
  authors: readonly string[],
  works: readonly WorkKey[],
): Promise<Row[]> {
  const rows = await em.execute<Row[]>(query, [authors]);
  return rows.filter((row) => works.some((work) => sameWork(keyOf(row), work).same));
}

/** Surnames narrow the rows that are compared. */
function authorPatterns(works: readonly WorkKey[]): string[] {
  const names = new Set(works.flatMap(({ authors }) => authors));
  const surnames = [...names].slice(0, mostAuthors).flatMap((name) => {
    const folded = foldName(name).split(' ').at(-1) ?? '';
    return folded.length < 2 ? [] : [`%${folded}%`];
  });
  return [...new Set(surnames)];
}

function keyOf({ title, author, series, position }: Row): WorkKey {
  return {
    title,
    authors: author.split(', ').filter((name) => name !== ''),
    series: series ? [{ name: series, position }] : [],
  };
}
