import type { EntityManager } from '@mikro-orm/postgresql';
import { ExternalError, messageOf } from '../errors.ts';
import { prowlarrProblems } from '../health/prowlarr-check.ts';
import { everyJob } from '../job/controls.ts';
import { clockLock } from '../job/locks.ts';
import type { Services } from '../services.ts';
import { type Found, foundAmong, ok } from './finding.ts';

/** Keys that are not needed to begin; what lacks without one is told. */
export async function lookAtKeys(services: Pick<Services, 'config' | 'prowlarr'>): Promise<Found> {
  const { API_KEY, HARDCOVER_TOKEN, GOOGLE_BOOKS_API_KEY } = services.config.settings;
  if (!API_KEY) {
    const text = 'API_KEY is not set: the dashboard, the REST API and MCP answer 401';
    return { state: 'off', text, hint: 'Set 32 characters or more: openssl rand -hex 24' };
  }
  const keys = {
    API_KEY,
    PROWLARR_API_KEY: services.prowlarr,
    HARDCOVER_TOKEN,
    GOOGLE_BOOKS_API_KEY,
  };
  const given = Object.entries(keys).flatMap(([name, value]) => (value ? [name] : []));
  const verb = given.length === 1 ? 'is' : 'are';
  return foundAmong(await prowlarrProblems(services), `${given.join(', ')} ${verb} set`);
}

/** Whether anybody keeps the clock, and whether every job may run. */
export async function lookAtScheduler(
  em: EntityManager,
  { config, jobs }: Pick<Services, 'config' | 'jobs'>,
): Promise<Found> {
  const scheduled = jobs.filter(({ schedule }) => schedule !== null).length;
  if (!config.settings.SCHEDULER_ENABLED) {
    const text = 'SCHEDULER_ENABLED is off: nothing runs by itself';
    return { state: 'warning', text, hint: 'Switch it on again when you are done.' };
  }
  const held = await em.execute<{ name: string; isFailing: boolean }[]>(
    `select job_name as name, failing_since is not null as "isFailing" from job_controls
      where failing_since is not null or paused_at is not null order by job_name`,
  );
  if (held.length > 0) {
    const words = held.map(({ name, isFailing }) => {
      return `${name === everyJob ? 'every job' : name} ${isFailing ? 'fails' : 'is paused'}`;
    });
    return { state: 'warning', text: words.join(', '), hint: '"history" and "jobs" tell more.' };
  }
  const running = await em.execute(
    `select 1 from pg_locks where locktype = 'advisory' and granted and classid = ? and objid = ?
        and database = (select oid from pg_database where datname = current_database())`,
    [clockLock.space, clockLock.id],
  );
  if (running.length > 0) return ok(`a bot keeps the clock for ${scheduled} jobs`);
  const text = `no bot runs now that would start the ${scheduled} jobs`;
  return { state: 'open', text, hint: 'Start it (npm start) and ask again.' };
}

/** How the last full round through everything ended. */
export async function lookAtFullSync(em: EntityManager): Promise<Found> {
  const [run] = await em.execute<
    { status: string; summary: string | null; error: string | null }[]
  >(
    `select status, log_output as summary, error_message as error from tasks
      where task_name = 'full-sync' and actual_end is not null order by id desc limit 1`,
  );
  if (!run) {
    const hint = 'Let it run once: "run full-sync", or npm run job -- full-sync';
    return { state: 'open', text: 'there was no full round through everything yet', hint };
  }
  if (run.status === 'completed') return ok(run.summary ?? 'the last full round came to its end');
  const text = `the last full round did not come to its end: ${run.error ?? run.status}`;
  return { state: 'bad', text, hint: '"history job:full-sync" tells how far it came.' };
}

/** Whether it is this program that answers at its address. */
export async function lookAtWebServer({ ownServer }: Pick<Services, 'ownServer'>): Promise<Found> {
  try {
    return ok(`version ${await ownServer.version()} answers at ${ownServer.address}`);
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    if (error.kind === 'unreachable') {
      const text = `nobody answers at ${ownServer.address}`;
      return { state: 'open', text, hint: 'Start the bot (npm start) and ask again.' };
    }
    const text = `${ownServer.address}: ${messageOf(error)}`;
    return { state: 'bad', text, hint: 'Choose another HTTP_PORT.' };
  }
}
