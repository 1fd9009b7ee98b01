import type { EntityManager } from '@mikro-orm/postgresql';

export type Period = { from: Date; to: Date };
type Named = { title: string; author: string };

/** What became of books and account in a time; null is not known. */
export type Digest = Period & {
  shelved: Named[];
  /** Given up or found broken, with the reason. */
  failed: (Named & { reason: string | null })[];
  /** Stopped now, whenever that was: they wait for a person. */
  stopped: (Named & { id: number })[];
  /** Added to the library by whomever, our own among them. */
  addedBooks: number;
  newGaps: number;
  decisions: { proposed: number; approved: number; rejected: number; expired: number };
  openProposals: number;
  account: { start: AccountMoment | null; end: AccountMoment | null };
  purchases: { kind: string; amount: number; costPoints: number | null }[];
  events: { kind: string; description: string }[];
  failingJobs: string[];
};

export type AccountMoment = {
  ratio: number | null;
  points: number | null;
  uploadedBytes: number;
  downloadedBytes: number;
  vipUntil: Date | null;
};

/** Reads everything of a time from what is stored; asks nobody. */
export async function readDigest(em: EntityManager, period: Period): Promise<Digest> {
  const { from, to } = period;
  const within = [from, to];
  const one = async <Row>(sql: string, values: unknown[] = within) =>
    (await em.execute<Row[]>(sql, values))[0] as Row;
  const counts = await one<Pick<Digest, 'addedBooks' | 'newGaps' | 'openProposals'>>(
    `select (select count(*) from books where date_added >= ? and date_added < ?)::int as "addedBooks",
            (select count(*) from missing_books
              where identified_date >= ? and identified_date < ? and replaces_book_id is null)::int as "newGaps",
            (select count(*) from proposals where status = 'open')::int as "openProposals"`,
    [...within, ...within],
  );
  const decisions = await one<Digest['decisions']>(
    `select (select count(*) from proposals where opened_at >= ? and opened_at < ?)::int as proposed,
            count(*) filter (where status = 'approved')::int as approved,
            count(*) filter (where status = 'rejected')::int as rejected,
            count(*) filter (where status = 'expired')::int as expired
       from proposals where decided_at >= ? and decided_at < ?`,
    [...within, ...within],
  );
  return {
    ...period,
    ...counts,
    decisions,
    shelved: await em.execute(
      `select title, author from downloads
        where status = 'completed' and date_completed >= ? and date_completed < ? order by date_completed`,
      within,
    ),
    failed: await em.execute(
      `select title, author, status_reason as reason from downloads
        where status in ('failed', 'abandoned') and last_attempt >= ? and last_attempt < ? order by id`,
      within,
    ),
    stopped: await em.execute(
      `select id, title, author from downloads where status = 'stopped' order by id`,
    ),
    account: { start: await accountAt(em, from), end: await accountAt(em, to) },
    purchases: await em.execute(
      `select kind, amount::float as amount, cost_points::float as "costPoints" from purchases
        where is_spent and settled_at >= ? and settled_at < ? order by id`,
      within,
    ),
    events: await em.execute(
      `select event_type as kind, description from event_status
        where start_date < ? and coalesce(end_date, ?) >= ? and event_type <> 'none' order by id`,
      [to, to, from],
    ),
    failingJobs: (
      await em.execute<{ name: string }[]>(
        `select job_name as name from job_controls where failing_since is not null order by job_name`,
      )
    ).map(({ name }) => name),
  };
}

/** The last reading before that moment. */
async function accountAt(em: EntityManager, at: Date): Promise<AccountMoment | null> {
  const [row] = await em.execute<AccountMoment[]>(
    `select global_ratio as ratio, points::float as points, uploaded_bytes::float as "uploadedBytes",
            downloaded_bytes::float as "downloadedBytes", vip_until as "vipUntil"
       from ratio_log where timestamp < ? order by timestamp desc, id desc limit 1`,
    [at],
  );
  return row ?? null;
}

/** Whether there is anything to tell of. */
export function isEventful(digest: Digest): boolean {
  const { shelved, failed, stopped, addedBooks, newGaps, decisions, purchases, events } = digest;
  const lists = [shelved, failed, stopped, purchases, events, digest.failingJobs];
  const { proposed, approved, rejected } = decisions;
  return (
    lists.some((list) => list.length > 0) ||
    addedBooks + newGaps + proposed + approved + rejected > 0
  );
}
