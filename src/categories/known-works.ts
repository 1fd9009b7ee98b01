import type { EntityManager } from '@mikro-orm/postgresql';
import { sameWork, type WorkKey } from '../library/match.ts';
import { namesIn } from '../library/wanted-work.ts';
import { ownedWorks, surnameOf } from '../releases/owned.ts';

/** `listed`: among the missing books, whatever became of it there. `unsure`: it may be this one. */
export type Known = {
  kind: 'owned' | 'listed' | 'unsure';
  /** Of the book, or of the missing book. */
  id: number;
  title: string;
};

export type KnownWorks = {
  find(work: WorkKey): Known | null;
  /** From now on this one is listed. */
  add(missing: { id: number; title: string; work: WorkKey }): void;
};

type Entry = Omit<Known, 'kind'> & { kind: 'owned' | 'listed'; work: WorkKey };

type MissingRow = {
  id: number;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  asin: string | null;
};

/** What is on the shelf or listed as missing and could be one of these works, whatever the edition. */
export async function readKnownWorks(
  em: EntityManager,
  works: readonly WorkKey[],
  options: { omnibusCovers: boolean },
): Promise<KnownWorks> {
  const bySurname = new Map<string, Entry[]>();
  const add = (entry: Entry) => {
    for (const name of new Set(entry.work.authors.map(surnameOf))) {
      bySurname.set(name, [...(bySurname.get(name) ?? []), entry]);
    }
  };
  for (const { work, edition } of await ownedWorks(em, works)) {
    add({ kind: 'owned', id: edition.id, title: edition.title, work });
  }
  for (const row of await missingBooks(em)) {
    add({ kind: 'listed', id: row.id, title: row.title, work: workOf(row) });
  }
  return {
    add: (missing) => add({ kind: 'listed', ...missing }),
    find(work) {
      const names = new Set(work.authors.map(surnameOf));
      return firstKnown(
        work,
        [...names].flatMap((name) => bySurname.get(name) ?? []),
        options,
      );
    },
  };
}

function firstKnown(
  work: WorkKey,
  entries: readonly Entry[],
  { omnibusCovers }: { omnibusCovers: boolean },
): Known | null {
  let unsure: Known | null = null;
  for (const { kind, id, title, work: other } of entries) {
    const match = sameWork(work, other);
    const isCovered = omnibusCovers && kind === 'owned' && match.covers;
    if (match.same || isCovered) return { kind, id, title };
    if (match.unsure) unsure ??= { kind: 'unsure', id, title };
  }
  return unsure;
}

async function missingBooks(em: EntityManager): Promise<MissingRow[]> {
  return await em.execute<MissingRow[]>(
    `select id, title, author_name as author, series_name as series, series_number as position, asin
       from missing_books where replaces_book_id is null order by id`,
  );
}

function workOf({ title, author, series: name, position, asin }: MissingRow): WorkKey {
  return { title, authors: namesIn(author), series: name ? [{ name, position }] : [], asin };
}
