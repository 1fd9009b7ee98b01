import type { EntityManager } from '@mikro-orm/postgresql';
import { allChecks } from '../health/checks.ts';
import { findProblems, type Problem } from '../health/problems.ts';
import { taskHistory } from '../job/history.ts';
import type { Services } from '../services.ts';
import { type Finding, takeLooks } from './finding.ts';
import { allLooks } from './looks.ts';

const mostRuns = 200;
const mostMessages = 200;

/** What the database and the other programs say, for whoever is asked for help. */
export type InsideFacts = {
  schema: { migrations: number; newest: string | null };
  doctor: readonly Finding[];
  problems: readonly Problem[];
  changedSettings: readonly object[];
  jobRuns: readonly object[];
  stuckMessages: readonly object[];
  rows: Record<string, number>;
};

export async function gatherFacts(em: EntityManager, services: Services): Promise<InsideFacts> {
  const [schema] = await em.execute<{ migrations: number; newest: string | null }[]>(
    'select count(*)::int as migrations, max(name) as newest from schema_migrations',
  );
  return {
    schema: schema ?? { migrations: 0, newest: null },
    doctor: await takeLooks(allLooks(em, services)),
    problems: await findProblems(allChecks(em, services)),
    changedSettings: await em.execute('select name, value, updated_at from settings order by name'),
    jobRuns: (await taskHistory(em, { limit: mostRuns, offset: 0 })).rows,
    stuckMessages: await stuckMessages(em),
    rows: await rowCounts(em),
  };
}

/** What was given up or failed before; without what it says, which is the business of its readers. */
async function stuckMessages(em: EntityManager): Promise<object[]> {
  return await em.execute(
    `select id, kind, topic, lane, platform, status, attempts, waits, not_before, last_error, created_at
       from outbox where status = 'dead' or (status = 'pending' and attempts + waits > 0)
      order by id desc limit ?`,
    [mostMessages],
  );
}

/** As the database estimates them, which costs nothing. */
async function rowCounts(em: EntityManager): Promise<Record<string, number>> {
  const rows = await em.execute<{ name: string; count: number }[]>(
    `select relname as name, n_live_tup::int as count from pg_stat_user_tables
      where schemaname = 'public' order by relname`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
