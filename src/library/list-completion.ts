import type { EntityManager } from '@mikro-orm/postgresql';
import type { MonitorMode } from './monitor-modes.ts';

export const completionStates = [
  'any',
  'gaps',
  'complete',
  'partial',
  'incomplete',
  'unknown',
] as const;

export type CompletionFilter = {
  /** Name or number of one; `all` and nothing mean every one. */
  of?: string | undefined;
  show: (typeof completionStates)[number];
  minPercent?: number | undefined;
  maxPercent?: number | undefined;
  minBooks?: number | undefined;
  limit: number;
  offset: number;
};

/** A series or an author of the library; what is not known is null. */
export type CompletionRow = {
  id: number;
  name: string;
  /** Of a series alone. */
  author: string | null;
  owned: number;
  missing: number | null;
  total: number | null;
  percentage: number | null;
  status: string | null;
  monitor: MonitorMode;
  /** Of a series alone: what holds instead of the setting. */
  novellas: string | null;
  checkedAt: Date | null;
  /** Why the list is not known. */
  problem: string | null;
  /** When Hardcover was asked, and what it did not know. */
  opinionAt: Date | null;
  opinionProblem: string | null;
  hardcoverId: number | null;
  goodreadsId: string | null;
};

export type CompletionSummary = Record<'complete' | 'partial' | 'incomplete' | 'unknown', number>;
export type CompletionList = { rows: CompletionRow[]; total: number; summary: CompletionSummary };

const tables = {
  series: {
    owned: 'books_owned',
    columns: `author, books_owned as owned, books_missing as missing, total_books_in_series as total, novellas`,
  },
  authors: {
    owned: 'audiobooks_owned',
    columns: `null as author, audiobooks_owned as owned, audiobooks_missing as missing,
              total_audiobooks_external as total, null as novellas`,
  },
} as const;

/** Series or authors of which something is owned, those that lack most first. */
export async function listCompletion(
  em: EntityManager,
  table: 'series' | 'authors',
  filter: CompletionFilter,
): Promise<CompletionList> {
  const { owned, columns } = tables[table];
  const shown = `with f as (select ?::text as name, ?::text as show, ?::numeric as least, ?::numeric as most, ?::int as books),
    shown as (select t.* from ${table} t, f
      where t.${owned} >= greatest(1, coalesce(f.books, 1))
        and (f.name is null or f.name = 'all' or lower(t.name) = lower(f.name) or t.id::text = f.name)
        and case f.show when 'any' then true
              when 'gaps' then t.completion_status in ('partial', 'incomplete')
              when 'unknown' then t.completion_status is null else t.completion_status = f.show end
        and (f.least is null or t.completion_percentage >= f.least)
        and (f.most is null or t.completion_percentage <= f.most))`;
  const { of = null, show, minPercent = null, maxPercent = null, minBooks = null } = filter;
  const values = [of, show, minPercent, maxPercent, minBooks];
  const rows = await em.execute<CompletionRow[]>(
    `${shown}
     select id, name, ${columns}, completion_percentage::float as percentage, completion_status as status,
            monitor, last_completion_check as "checkedAt", last_completion_error as problem,
            last_opinion_check as "opinionAt", last_opinion_error as "opinionProblem",
            hardcover_id as "hardcoverId", goodreads_id as "goodreadsId"
       from shown order by missing desc nulls last, name, id limit ? offset ?`,
    [...values, filter.limit, filter.offset],
  );
  const [counts] = await em.execute<(CompletionSummary & { total: number })[]>(
    `${shown}
     select count(*) as total, count(*) filter (where completion_status = 'complete') as complete,
            count(*) filter (where completion_status = 'partial') as partial,
            count(*) filter (where completion_status = 'incomplete') as incomplete,
            count(*) filter (where completion_status is null) as unknown from shown`,
    values,
  );
  const { total = 0, ...summary } = counts ?? {
    complete: 0,
    partial: 0,
    incomplete: 0,
    unknown: 0,
  };
  return { rows, total, summary };
}

export type OwnedRow = { id: number; title: string; author: string; position: string | null };

/** The books that are owned of one series or by one author. */
export async function ownedBooksOf(
  em: EntityManager,
  table: 'series' | 'authors',
  id: number,
): Promise<OwnedRow[]> {
  const [link, column, position] =
    table === 'series'
      ? ['book_series', 'series_id', 'l.position']
      : ['book_authors', 'author_id', 'b.series_number'];
  return await em.execute<OwnedRow[]>(
    `select b.id, b.title, b.author, ${position} as position
       from ${link} l join books b on b.id = l.book_id
      where l.${column} = ? and b.status = 'active'
      order by nullif(substring(${position} from '^[0-9]+[.]{0,1}[0-9]*'), '')::numeric nulls last, b.title, b.id`,
    [id],
  );
}
