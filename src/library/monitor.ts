import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';

export type Monitoring = { series: { id: number; name: string }[]; wanted: number };

/**
 * Says whether the gaps of a series (or of `all`) are wanted: with `all` they are searched for and
 * proposed from now on, with `none` nobody is asked about them. Throws UserError for an unknown series.
 */
export async function monitorSeries(
  em: EntityManager,
  choice: { series: string; monitor: 'all' | 'none'; actor: string; now: Date },
): Promise<Monitoring> {
  const series = await findSeries(em, choice.series);
  const ids = [...series.map((one) => one.id), 0];
  const isWanted = choice.monitor === 'all';
  await em.execute('update series set monitor = ? where id in (?)', [choice.monitor, ids]);
  const wanted = await em.execute<{ affectedRows: number }>(
    `update missing_books set is_wanted = ? where series_id in (?) and download_status = 'identified'`,
    [isWanted, ids],
    'run',
  );
  if (isWanted) {
    const { actor, now } = choice;
    await requestRun(em, { job: 'queue', cause: 'person', actor, input: {}, now });
  }
  return { series, wanted: isWanted ? wanted.affectedRows : 0 };
}

async function findSeries(
  em: EntityManager,
  text: string,
): Promise<{ id: number; name: string }[]> {
  const rows = await em.execute<{ id: number; name: string }[]>(
    `select id, name from series
      where ? = 'all' or id::text = ? or lower(name) = lower(?) order by name`,
    [text, text, text],
  );
  if (rows.length > 0) return rows;
  throw new UserError(
    'not_found',
    `There is no series "${text}".`,
    'Type "gaps" for the series with gaps.',
  );
}
