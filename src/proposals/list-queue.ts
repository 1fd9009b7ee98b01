import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rejection } from '../releases/facts.ts';
import { rejectionText } from './card.ts';

export type QueueRow = {
  /** Null for what a person added or imported by hand. */
  proposal: number | null;
  download: number | null;
  title: string;
  author: string;
  series: string | null;
  position: string | null;
  state: string;
  detail: string | null;
  progress: number | null;
  costClass: string | null;
  format: string | null;
  bitrateKbps: number | null;
  /** When it goes on by itself; null when that is not a matter of time. */
  waitsUntil: Date | null;
};

export type QueueList = { rows: QueueRow[]; total: number; wanted: number };

/** What is known of the quality of the release `r`. */
export const qualityColumns = `r.facts ->> 'format' as format,
            (r.facts ->> 'bitrateKbps')::float8 as "bitrateKbps"`;

const isTaken = `coalesce(p.status, 'approved') = 'approved'`;
const live = `(p.status in ('open', 'waiting', 'held')
  or (${isTaken} and d.status not in ('completed', 'failed', 'cancelled', 'abandoned')))`;
/** A download that was stopped because its release had changed is history while its proposal is asked again. */
const state = `case when ${isTaken} then d.status else p.status end`;

/** Everything between "wanted" and "on the shelf": what needs a decision first, then what is on its way. */
export async function listQueue(
  em: EntityManager,
  page: {
    limit: number;
    offset: number;
    /** All that is not over, of that what was proposed, or one state. */
    state: string;
  },
): Promise<QueueList> {
  const from = `from proposals p full join downloads d on d.proposal_id = p.id
                left join missing_books m on m.id = coalesce(p.missing_book_id, d.missing_book_id)
                left join releases r on r.id = coalesce(d.release_id, p.release_id)
               where ${live} and case ? when 'live' then true when 'proposals' then p.id is not null
                                        else ${state} = ? end`;
  const rows = await em.execute<(QueueRow & { hold: Rejection[] })[]>(
    `select p.id as proposal, d.id as download, coalesce(m.title, d.title) as title,
            coalesce(m.author_name, d.author) as author, m.series_name as series,
            m.series_number as position, ${state} as state, coalesce(p.hold, '[]') as hold,
            case when ${isTaken} then d.status_reason end as detail,
            case when ${isTaken} then d.progress end as progress, coalesce(p.cost_class, d.release_edition) as "costClass",
            ${qualityColumns},
            case when ${isTaken} then d.next_retry else p.hold_until end as "waitsUntil"
       ${from}
      order by array_position(array['open', 'approved', 'held', 'waiting'], coalesce(p.status, 'approved')),
               p.id, d.id
      limit ? offset ?`,
    [page.state, page.state, page.limit, page.offset],
  );
  const [count] = await em.execute<{ total: number }[]>(`select count(*) as total ${from}`, [
    page.state,
    page.state,
  ]);
  return {
    rows: rows.map(({ hold, ...row }) => ({ ...row, detail: row.detail ?? holdText(row, hold) })),
    total: count?.total ?? 0,
    wanted: await countWanted(em),
  };
}

function holdText({ state: now }: QueueRow, hold: readonly Rejection[]): string | null {
  return now === 'held' && hold.length > 0 ? hold.map(rejectionText).join('; ') : null;
}

async function countWanted(em: EntityManager): Promise<number> {
  const [wanted] = await em.execute<{ wanted: number }[]>(
    `select count(*) as wanted from missing_books m
      where m.is_wanted and m.download_status = 'identified'
        and not exists (select 1 from proposals p
                         where p.missing_book_id = m.id and p.status in ('open', 'waiting', 'held'))`,
  );
  return wanted?.wanted ?? 0;
}
