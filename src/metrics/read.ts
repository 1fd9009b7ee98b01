import type { EntityManager } from '@mikro-orm/postgresql';
import { accountStanding } from '../account/standing.ts';
import { systemCounts } from '../health/counts.ts';
import { libraryFigures } from '../library/figures.ts';
import { searchesLeft } from '../proposals/searches-left.ts';
import type { Services } from '../services.ts';

/** One figure; what is unknown has no samples. */
export type Metric = {
  name: string;
  help: string;
  samples: readonly { labels?: Record<string, string>; value: number }[];
};

/** The figures of this moment, from what is stored; asks no service. */
export async function readMetrics(
  em: EntityManager,
  { policy, now, config }: Pick<Services, 'policy' | 'now' | 'config'>,
): Promise<Metric[]> {
  return [
    ...(await accountMetrics(em, await policy(em), now())),
    ...(await jobMetrics(em, now())),
    ...(await outboxMetrics(em, now())),
    ...(await trackerMetrics(em, config.settings.MAM_SEARCHES_PER_DAY, now())),
    ...(await shelfMetrics(em)),
  ];
}

async function accountMetrics(
  em: EntityManager,
  policy: { readingStaleMinutes: number },
  now: Date,
): Promise<Metric[]> {
  const account = await accountStanding(em, policy, now);
  const fresh = (value: number | null) => (account.isFresh ? known(value) : []);
  return [
    { name: 'ratio', help: 'Ratio of the account on the site', samples: fresh(account.ratio) },
    { name: 'points', help: 'Bonus points', samples: fresh(account.points) },
    { name: 'vip_days', help: 'Days of VIP left', samples: fresh(account.vipDaysLeft) },
    {
      name: 'unsatisfied_torrents',
      help: 'Torrents that owe the tracker seed time',
      samples: fresh(account.unsatisfied?.count ?? null),
    },
    {
      name: 'account_reading_age_seconds',
      help: 'How old the last reading of the account is',
      samples: known(account.readMinutesAgo === null ? null : account.readMinutesAgo * 60),
    },
  ];
}

async function jobMetrics(em: EntityManager, now: Date): Promise<Metric[]> {
  const rows = await em.execute<
    { job: string; isFailing: boolean; seconds: number | null; endedAt: Date | null }[]
  >(
    `select t.task_name as job, c.failing_since is not null as "isFailing",
            t.duration_seconds::float8 as seconds, t.actual_end as "endedAt"
       from (select distinct on (task_name) * from tasks
              where actual_end is not null order by task_name, id desc) t
       left join job_controls c on c.job_name = t.task_name`,
  );
  const each = (value: (row: (typeof rows)[number]) => number | null) =>
    rows.flatMap((row) => known(value(row), { job: row.job }));
  return [
    {
      name: 'job_failing',
      help: '1 while the last runs of a job failed',
      samples: each((row) => (row.isFailing ? 1 : 0)),
    },
    {
      name: 'job_last_run_seconds',
      help: 'How long the last run of a job took',
      samples: each((row) => row.seconds),
    },
    {
      name: 'job_last_end_age_seconds',
      help: 'How long ago the last run of a job ended',
      samples: each((row) => row.endedAt && (now.getTime() - row.endedAt.getTime()) / 1000),
    },
  ];
}

async function outboxMetrics(em: EntityManager, now: Date): Promise<Metric[]> {
  const [row] = await em.execute<{ due: number; dead: number; oldest: Date | null }[]>(
    `select count(*) filter (where status = 'pending' and not_before <= ?)::int as due,
            count(*) filter (where status = 'dead')::int as dead,
            min(greatest(created_at, not_before)) filter (where status = 'pending' and not_before <= ?) as oldest
       from outbox where status <> 'done'`,
    [now, now],
  );
  return [
    { name: 'outbox_due', help: 'Messages and effects that are due', samples: known(row?.due) },
    { name: 'outbox_dead', help: 'Messages and effects given up', samples: known(row?.dead) },
    {
      name: 'outbox_oldest_seconds',
      help: 'How long the oldest due one waits',
      samples: known(row?.oldest ? Math.max(0, (now.getTime() - row.oldest.getTime()) / 1000) : 0),
    },
  ];
}

async function trackerMetrics(
  em: EntityManager,
  searchesPerDay: number,
  now: Date,
): Promise<Metric[]> {
  const [session] = await em.execute<{ isLost: boolean }[]>(
    `select state = 'lost' as "isLost" from tracker_session`,
  );
  return [
    {
      name: 'tracker_searches_left',
      help: 'Searches that the tracker may still be asked within 24 hours',
      samples: known(await searchesLeft(em, searchesPerDay, now)),
    },
    {
      name: 'tracker_session_lost',
      help: '1 while the tracker refuses the session',
      samples: known(session ? Number(session.isLost) : null),
    },
  ];
}

async function shelfMetrics(em: EntityManager): Promise<Metric[]> {
  const [library, counts] = [await libraryFigures(em), await systemCounts(em)];
  const [open] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from proposals where status = 'open'`,
  );
  const downloads = Object.entries(counts.downloads);
  return [
    { name: 'library_books', help: 'Books on the shelf', samples: known(library.books) },
    { name: 'library_missing', help: 'Books that are missing', samples: known(library.missing) },
    { name: 'proposals_open', help: 'Proposals that ask somebody', samples: known(open?.count) },
    {
      name: 'downloads',
      help: 'Downloads by the state they are in',
      samples: downloads.map(([state, value]) => ({ labels: { state }, value: Number(value) })),
    },
  ];
}

function known(value: number | null | undefined, labels?: Record<string, string>) {
  return value == null || !Number.isFinite(value) ? [] : [{ ...(labels && { labels }), value }];
}
