import type { EntityManager } from '@mikro-orm/postgresql';
import { sameWork, type WorkKey } from '../library/match.ts';
import { foldName } from '../library/text.ts';
import { namesIn } from '../library/wanted-work.ts';
import type { OwnedEdition } from './compare-owned.ts';

type BookRow = {
  id: number;
  title: string;
  author: string;
  narrator: string | null;
  bitrate_kbps: number | null;
  is_abridged: boolean | null;
  series: WorkKey['series'] | null;
};

/** A book on the shelf: the work it is, and in which edition. */
export type OwnedWork = { work: WorkKey; edition: OwnedEdition };

/** Tells which edition of a work is on the shelf; reads the books of the works' authors once. */
export async function ownedEditions(
  em: EntityManager,
  works: readonly WorkKey[],
): Promise<(work: WorkKey) => OwnedEdition | null> {
  const owned = await ownedWorks(em, works);
  return (wanted) => owned.find(({ work }) => sameWork(work, wanted).same)?.edition ?? null;
}

/** The edition of one book as it stands on the shelf; null when it does not stand there any more. */
export async function ownedEdition(
  em: EntityManager,
  bookId: number,
): Promise<OwnedEdition | null> {
  const [row] = await em.execute<BookRow[]>(
    `select id, title, author, narrator, bitrate_kbps, is_abridged, null as series
       from books where id = ? and status = 'active'`,
    [bookId],
  );
  return row ? editionOf(row) : null;
}

/** Every book on the shelf by somebody who has a surname in common with an author of the works. */
export async function ownedWorks(
  em: EntityManager,
  works: readonly WorkKey[],
): Promise<OwnedWork[]> {
  const surnames = new Set(works.flatMap((work) => work.authors.map(surnameOf)));
  if (surnames.size === 0) return [];
  const rows = await em.execute<BookRow[]>(
    `select distinct on (b.id) b.id, b.title, b.author, b.narrator, b.bitrate_kbps, b.is_abridged,
            (select json_agg(json_build_object('name', s.name, 'position', bs.position))
               from book_series bs join series s on s.id = bs.series_id where bs.book_id = b.id) as series
       from authors a join book_authors ba on ba.author_id = a.id join books b on b.id = ba.book_id
      where substring(a.folded_name from '[^ ]*$') in (?) and b.status = 'active' order by b.id`,
    [[...surnames]],
  );
  return rows.map((row) => ({ work: workOf(row), edition: editionOf(row) }));
}

/** Wide enough for every spelling of a name; what is the same work is decided afterwards. */
export function surnameOf(author: string): string {
  return foldName(author).split(' ').at(-1) ?? '';
}

function workOf({ title, author, series }: BookRow): WorkKey {
  return { title, authors: namesIn(author), series: series ?? [] };
}

function editionOf(row: BookRow): OwnedEdition {
  return {
    id: row.id,
    title: row.title,
    narrators: namesIn(row.narrator),
    bitrateKbps: row.bitrate_kbps,
    isAbridged: row.is_abridged,
  };
}
