import type { EntityManager } from '@mikro-orm/postgresql';
import { writersOf } from '../library/authors.ts';
import type { WorkKey } from '../library/match.ts';
import { foldName, foldSeries } from '../library/text.ts';

/** What ties a work to the library: an owned series by one of its authors, else an owned author. */
export type Tie = {
  series: { id: number; name: string; position: string | null } | null;
  authorId: number | null;
  /** People have not said that they want nothing of this series. */
  isMonitored: boolean;
  /** False when only the name of a series is shared, by another author. */
  isSure: boolean;
};

type SeriesRow = {
  id: number;
  name: string;
  folded_name: string;
  folded_author: string;
  monitor: string;
};
type AuthorRow = { id: number; folded_name: string };

/** Tells what ties a work to the owned authors and series; null for a stranger. */
export async function readTies(
  em: EntityManager,
  works: readonly WorkKey[],
): Promise<(work: WorkKey) => Tie | null> {
  const names = works.flatMap((work) => authorsOf(work));
  const titles = works.flatMap(({ series }) => series.map(({ name }) => foldSeries(name)));
  const authors = await em.execute<AuthorRow[]>(
    'select id, folded_name from authors where audiobooks_owned > 0 and folded_name in (?)',
    [[...new Set([...names, ''])]],
  );
  const authorIds = new Map(authors.map((row) => [row.folded_name, row.id]));
  const series = await em.execute<SeriesRow[]>(
    `select id, name, folded_name, folded_author, monitor from series
      where books_owned > 0 and folded_name in (?) order by id`,
    [[...new Set([...titles, ''])]],
  );
  const byName = Map.groupBy(series, (row) => row.folded_name);
  return (work) => tieOf(work, authorIds, byName);
}

function tieOf(
  work: WorkKey,
  authorIds: ReadonlyMap<string, number>,
  series: ReadonlyMap<string, readonly SeriesRow[]>,
): Tie | null {
  const own = authorsOf(work);
  const authorId = own.map((name) => authorIds.get(name)).find((id) => id !== undefined) ?? null;
  const near = work.series.flatMap(({ name, position }) =>
    (series.get(foldSeries(name)) ?? []).map((row) => ({ row, position })),
  );
  const isOwn = ({ row }: { row: SeriesRow }) =>
    row.folded_author === '' || own.includes(row.folded_author);
  const found = near.find(isOwn) ?? (authorId === null ? near[0] : undefined);
  if (!found) {
    if (authorId === null) return null;
    return { series: null, authorId, isMonitored: true, isSure: true };
  }
  const { row, position } = found;
  return {
    series: { id: row.id, name: row.name, position },
    authorId,
    isMonitored: row.monitor !== 'none',
    isSure: isOwn(found),
  };
}

function authorsOf({ authors }: WorkKey): string[] {
  return writersOf(authors).map(foldName);
}
