import type { EntityManager } from '@mikro-orm/postgresql';
import type { Standing } from '../account/standing.ts';
import type { Policy } from '../settings/policy.ts';
import { type ComplianceFacts, complianceOf, type RuleStanding } from './compliance.ts';
import { openEpisode } from './episode.ts';

type Session = {
  state: 'ok' | 'fallback' | 'lost';
  reason: string | null;
  at: Date | null;
  throttledAt: Date | null;
  searches: number;
};

/** How the tracker's rules are kept, as far as is known now. */
export async function loadCompliance(
  em: EntityManager,
  account: Standing,
  {
    policy,
    tracker,
    now,
  }: { policy: Policy; tracker: { searchesPerDay: number } | null; now: Date },
): Promise<RuleStanding[]> {
  const [row] = await em.execute<[Session]>(
    `select state, state_reason as reason, state_at as at, throttled_at as "throttledAt",
            case when search_window_start > ?::timestamptz - interval '24 hours'
                 then search_window_count else 0 end as searches
       from tracker_session`,
    [now],
  );
  const facts: ComplianceFacts = {
    account,
    episode: await openEpisode(em),
    since: {
      unsatisfied: await heldSince(em, 'unsatisfied_count + ? >= unsatisfied_limit', [
        policy.unsatisfiedReserve,
      ]),
      owed: await heldSince(em, 'inactive_unsatisfied_count > 0'),
      hitAndRun: await heldSince(em, 'hit_and_run_count > 0'),
    },
    session: tracker && row,
    searches: tracker && {
      count: row.searches,
      limit: tracker.searchesPerDay,
      throttledAt: row.throttledAt,
    },
  };
  return complianceOf(facts, policy, now);
}

/** Since when every reading says so; null when the last one does not. */
async function heldSince(
  em: EntityManager,
  condition: string,
  values: readonly number[] = [],
): Promise<Date | null> {
  const [row] = await em.execute<[{ since: Date | null }]>(
    `select min(timestamp) as since from ratio_log
      where id > coalesce((select id from ratio_log where (${condition}) is not true
                            order by id desc limit 1), 0)`,
    [...values],
  );
  return row.since;
}
