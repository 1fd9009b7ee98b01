import type pg from 'pg';

/** What the product has written down, as far as the invariants ask for it. */
export type Rows = {
  purchases: {
    kind: 'vip' | 'upload' | 'wedge';
    status: string;
    amount: number;
    points: number | null;
    isSpent: boolean | null;
    /** A person said how it ended, who may have been wrong. */
    isByHand: boolean;
  }[];
  /**
   * Books with more than one download that is at work or done, without being another edition of an owned one.
   * An edition that replaced one may be replaced again, by another release.
   */
  crowded: { book: number; title: string; downloads: number }[];
  /** Info-hashes of the downloads. */
  hashes: { id: number; hash: string; status: string }[];
  /** Proposals that were decided more than once since they were last opened: a release that is gone opens one anew. */
  decisions: { proposal: number; times: number }[];
  /** Downloads on their way, with the time something happens next; null when nothing will. */
  underWay: { id: number; status: string; hasMessage: boolean }[];
  /** Downloads the client works for, with the time of the last news of them. */
  inFlight: { id: number; status: string; hash: string | null; since: Date }[];
  /** Proposals that nobody can decide any more. */
  closed: number[];
  /** Chats that are still to be told something. */
  behind: string[];
  openWithoutEnd: number[];
  /** Approved and without a download. */
  approvedIdle: number[];
  running: { id: number; job: string }[];
  overdue: { what: string; since: Date }[];
  dead: { key: string; reason: string }[];
  /** When the next message, run that was asked for or end of a proposal is due. */
  nextDue: Date | null;
  /** Alerts without any delivery or message for a chat. */
  untold: { id: number; kind: string; platform: string }[];
};

export async function readRows(client: pg.Client, now: Date): Promise<Rows> {
  const answer = await client.query<{ rows: Rows }>({
    name: 'rows',
    text: statement,
    values: [now],
  });
  const [row] = answer.rows;
  if (!row) throw new Error('the database told nothing');
  const { rows } = row;
  return {
    ...rows,
    inFlight: rows.inFlight.map((one) => ({ ...one, since: new Date(one.since) })),
    nextDue: rows.nextDue && new Date(rows.nextDue),
    overdue: rows.overdue.map(({ what, since }) => ({ what, since: new Date(since) })),
  };
}

/** One request that is planned once, because it is made after every step. */
const statement = `
  select jsonb_build_object(
    'purchases', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'kind', kind, 'status', status, 'amount', amount, 'points', cost_points,
               'isSpent', is_spent, 'isByHand', coalesce(detail like '%says that it was%', false))), '[]')
        from purchases),
    'crowded', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'book', missing_book_id, 'title', title, 'downloads', count)), '[]')
        from (select d.missing_book_id, min(d.title) title, count(*)
                from downloads d join missing_books m on m.id = d.missing_book_id
               where d.status not in ('failed', 'cancelled', 'abandoned')
                 and d.owned_book_id is null
               group by d.missing_book_id,
                        case when m.replaces_book_id is not null and d.status = 'completed'
                             then d.release_id end
              having count(*) > 1) c),
    'hashes', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'id', id, 'hash', qbittorrent_hash, 'status', status)), '[]')
        from downloads where qbittorrent_hash is not null),
    'decisions', (
      select coalesce(jsonb_agg(jsonb_build_object('proposal', proposal, 'times', times)), '[]')
        from (select p.id proposal, count(*) times
                from audit a join proposals p on p.id = (a.input ->> 'proposal')::int
               where command in ('approve', 'reject') and outcome = 'done'
                 and input ->> 'override' is distinct from 'true'
                 and a.at > coalesce(p.opened_at, p.created_at)
               group by 1 having count(*) > 1) d),
    'underWay', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'id', id, 'status', status, 'hasMessage', exists (
                 select from outbox o where o.status = 'pending' and o.topic = 'grab'
                    and o.payload ->> 'downloadId' = d.id::text))), '[]')
        from downloads d where status in ('queued', 'waiting')),
    'inFlight', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'id', id, 'status', status, 'hash', qbittorrent_hash, 'since', coalesce(
                 (select max(at) from download_events e where e.download_id = d.id), date_queued)
             )), '[]')
        from downloads d where status in ('downloading', 'checking', 'importing', 'scanning')),
    'closed', (
      select coalesce(jsonb_agg(id), '[]') from proposals
       where status in ('approved', 'rejected', 'expired', 'superseded')),
    'behind', (
      select coalesce(jsonb_agg(distinct platform), '[]') from outbox
       where status = 'pending' and topic = 'card'),
    'openWithoutEnd', (
      select coalesce(jsonb_agg(id), '[]') from proposals
       where status = 'open' and expires_at is null),
    'approvedIdle', (
      select coalesce(jsonb_agg(id), '[]') from proposals p
       where status = 'approved'
         and not exists (select from downloads d where d.proposal_id = p.id)),
    'running', (
      select coalesce(jsonb_agg(jsonb_build_object('id', id, 'job', task_name)), '[]')
        from tasks where status = 'running'),
    'overdue', (
      select coalesce(jsonb_agg(jsonb_build_object('what', what, 'since', since)), '[]')
        from (select 'message ' || key what, not_before since from outbox o
               where status = 'pending' and not_before <= $1
                 and not exists (select from outbox e where e.lane = o.lane
                                    and e.status = 'pending' and e.id < o.id)
               union all
              select 'run of ' || task_name, scheduled_time from tasks
               where status = 'requested' and scheduled_time <= $1
                 and not exists (select from job_controls c where c.paused_at is not null
                                    and c.job_name in (task_name, '*'))) l),
    'dead', (
      select coalesce(jsonb_agg(jsonb_build_object('key', key, 'reason', last_error)), '[]')
        from outbox where status = 'dead'),
    'nextDue', (
      select least(
        (select min(not_before) from outbox where status = 'pending'),
        (select min(scheduled_time) from tasks where status = 'requested'),
        (select min(expires_at) from proposals where status = 'open'))),
    'untold', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'id', a.id, 'kind', a.kind, 'platform', p.name)), '[]')
        from alerts a cross join (values ('discord'), ('slack')) p (name)
       where not exists (select from alert_deliveries d
                          where d.alert_id = a.id and d.platform = p.name)
         and not exists (select from outbox o where o.status = 'pending'
                            and o.topic = 'alert' and o.platform = p.name
                            and o.payload ->> 'alertId' = a.id::text))
  ) as rows`;
