import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { requestRun } from '../job/requests.ts';
import type { Policy } from '../settings/policy.ts';
import { lastScan } from './last-scan.ts';
import type { MonitorMode } from './monitor-modes.ts';
import { recordGaps } from './record-gaps.ts';
import { Series } from './series.entity.ts';
import { planWishlist } from './wish-dates.ts';

export type Named = { id: number; name: string };
export type Monitoring = { found: Named[]; wanted: number };
export type Novellas = 'never' | 'ask' | 'always';

type Choice = {
  /** Name or number, or `all`. */
  of: string;
  monitor?: MonitorMode | undefined;
  actor: string;
  now: Date;
  policy: Policy;
};

/**
 * Says which gaps of a series (or of `all`) are wanted: they are searched for and proposed from now on;
 * nobody is asked about the others. `novellas` holds for a series alone. What a person asked for by
 * name stays wanted. Throws UserError for an unknown series.
 */
export async function monitorSeries(
  em: EntityManager,
  choice: Choice & { novellas?: Novellas | 'default' | undefined },
): Promise<Monitoring> {
  const { novellas, monitor } = choice;
  const found = await findNamed(em, 'series', choice.of);
  const ids = found.map(({ id }) => id);
  if (novellas !== undefined) await judgeNovellas(em, ids, novellas, choice);
  if (monitor === undefined) return { found, wanted: 0 };
  return { found, wanted: await wantGaps(em, 'series', ids, { ...choice, monitor }) };
}

/** The same for the books of an author that stand in no series of the library. */
export async function monitorAuthors(
  em: EntityManager,
  choice: Choice & { monitor: MonitorMode },
): Promise<Monitoring> {
  const found = await findNamed(em, 'authors', choice.of);
  const ids = found.map(({ id }) => id);
  const wanted = await wantGaps(em, 'authors', ids, choice);
  await planWishlist(em, choice.policy.wishlistPerDay, choice.now);
  return { found, wanted };
}

const gapsOf = {
  series: `series_id in (?)`,
  authors: `author_id in (?) and reason_missing = 'author_gap'`,
} as const;

async function wantGaps(
  em: EntityManager,
  table: 'series' | 'authors',
  ids: readonly number[],
  { monitor, actor, now }: Choice & { monitor: MonitorMode },
): Promise<number> {
  const some = [...ids, 0];
  const today = now.toISOString().slice(0, 10);
  await em.execute(`update ${table} set monitor = ?, monitor_since = ? where id in (?)`, [
    monitor,
    today,
    some,
  ]);
  const rows = await em.execute<{ is_wanted: boolean }[]>(
    `update missing_books
        set is_wanted = (requested_by is not null and is_wanted) or case ?
              when 'all' then true when 'none' then false
              when 'future' then coalesce(release_date > ?, false)
              else not coalesce(release_date > ?, false) end
      where ${gapsOf[table]} and download_status = 'identified' returning is_wanted`,
    [monitor, today, today, some],
  );
  const wanted = rows.filter((row) => row.is_wanted).length;
  if (monitor === 'all' || wanted > 0) {
    await requestRun(em, { job: 'queue', cause: 'person', actor, input: {}, now });
  }
  return wanted;
}

async function judgeNovellas(
  em: EntityManager,
  ids: readonly number[],
  novellas: Novellas | 'default',
  { of, policy, now }: Choice,
): Promise<void> {
  if (of === 'all') {
    const text = 'What holds for all series is a setting.';
    throw new UserError(
      'bad_input',
      text,
      'Type "settings NOVELLAS" and one of never, ask, always.',
    );
  }
  const { holdsGaps } = await lastScan(em);
  for (const id of ids) {
    const series = await em.findOneOrFail(Series, id);
    series.novellas = novellas === 'default' ? null : novellas;
    await em.flush();
    await recordGaps(em, series, policy, now, holdsGaps);
  }
}

/** Throws UserError when nothing of the library has that name or number. */
async function findNamed(
  em: EntityManager,
  table: 'series' | 'authors',
  text: string,
): Promise<Named[]> {
  const rows = await em.execute<Named[]>(
    `select id, name from ${table}
      where ? = 'all' or id::text = ? or lower(name) = lower(?) order by name`,
    [text, text, text],
  );
  if (rows.length > 0 || text === 'all') return rows;
  const [what, hint] =
    table === 'series'
      ? ['series', 'Type "gaps" for the series with gaps.']
      : ['author', 'Type "authors" for the authors of your books.'];
  throw new UserError('not_found', `There is no ${what} "${text}".`, hint);
}
