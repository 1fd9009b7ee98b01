import type { EntityManager } from '@mikro-orm/postgresql';

export const gapStates = [
  'open',
  'wanted',
  'missing',
  'upcoming',
  'unsure',
  'covered',
  'hidden',
] as const;
export const gapReasons = ['series', 'author', 'request'] as const;

export type GapFilter = {
  /** Name or number. */
  series?: string | undefined;
  /** Words of a name. */
  author?: string | undefined;
  authorId?: number | undefined;
  reason?: (typeof gapReasons)[number] | undefined;
  /** `open`: everything but what is hidden or owned inside an omnibus. */
  state?: (typeof gapStates)[number] | undefined;
  limit: number;
  offset: number;
};

export type GapRow = {
  /** Null for a book that is on the shelf inside an omnibus. */
  id: number | null;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  state: string;
  reason: string;
  releaseDate: string | null;
  asin: string | null;
  /** Why it is only perhaps missing, or which omnibus holds it. */
  doubt: string | null;
  /** What the last search for it came to. */
  note: string | null;
};

type Counts = {
  total: number;
  series: number;
  /** Of the total: not out yet, and only perhaps missing. */
  upcoming: number;
  unsure: number;
};
export type GapList = Counts & { rows: GapRow[] };

/** The gaps, and what covers some of them, under the states people know. */
const gaps = `select m.id, m.title, m.author_name as author, m.series_name as series, m.series_id, m.author_id,
    m.series_number as position, m.download_status as status, m.is_wanted, m.release_date as "releaseDate", m.asin, m.doubt, m.search_note as note,
    replace(m.reason_missing, '_gap', '') as reason,
    case m.download_status when 'identified' then case when m.is_wanted then 'wanted' else 'missing' end
         when 'announced' then 'upcoming' else m.download_status end as state
  from missing_books m where m.download_status <> 'completed' and m.replaces_book_id is null`;
const covered = `select null as id, c.title, s.author, s.name as series, c.series_id, null as author_id,
    c.position, 'covered' as status, false as is_wanted, null as "releaseDate", null as asin, 'in the owned omnibus "' || b.title || '"' as doubt,
    null as note, 'series' as reason, 'covered' as state
  from covered_books c join series s on s.id = c.series_id join books b on b.id = c.book_id`;

/** Missing books that are not on the shelf, by series and position. */
export async function listGaps(em: EntityManager, filter: GapFilter): Promise<GapList> {
  const { limit, offset } = filter;
  const [from, values] = conditions(filter);
  const [counts] = await em.execute<[Counts]>(
    `select count(*) as total, count(distinct g.series_id) as series,
            count(*) filter (where ${ofState.upcoming}) as upcoming,
            count(*) filter (where ${ofState.unsure}) as unsure ${from}`,
    values,
  );
  const rows = await em.execute<GapRow[]>(
    `select g.id, g.title, g.author, g.series, g.position, g.state, g.reason, g."releaseDate", g.asin,
            g.doubt, g.note ${from}
      order by g.series nulls last,
               nullif(substring(g.position from '^[0-9]+[.]{0,1}[0-9]*'), '')::numeric nulls last, g.title, g.id
      limit ? offset ?`,
    [...values, limit, offset],
  );
  return { rows, ...counts };
}

const ofState: Record<(typeof gapStates)[number], string> = {
  open: `g.status <> 'hidden'`,
  wanted: `g.status = 'identified' and g.is_wanted`,
  missing: `g.status = 'identified' and not g.is_wanted`,
  upcoming: `g.status = 'announced'`,
  unsure: `g.status = 'unsure'`,
  covered: `g.status = 'covered'`,
  hidden: `g.status = 'hidden'`,
};

type Condition = readonly [text: string, ...values: (string | number)[]];

/** Only the conditions that are asked for, so that each can use its index. */
function conditions(filter: GapFilter): readonly [from: string, values: (string | number)[]] {
  const { series, author, authorId, reason, state = 'open' } = filter;
  const pattern = `%${(author ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  const asked: (Condition | false)[] = [
    series !== undefined && [
      '(lower(g.series) = lower(?) or g.series_id = ?)',
      series,
      /^\d{1,9}$/.test(series) ? Number(series) : 0,
    ],
    author !== undefined && ['g.author ilike ?', pattern],
    authorId !== undefined && ['g.author_id = ?', authorId],
    reason !== undefined && ['g.reason = ?', reason],
    [ofState[state]],
  ];
  const used = asked.filter((one) => one !== false);
  const where = used.map(([text]) => text).join(' and ');
  const source = state === 'covered' ? covered : gaps;
  return [`from (${source}) g where ${where}`, used.flatMap(([, ...values]) => values)];
}
