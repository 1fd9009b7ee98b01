import type { EntityManager } from '@mikro-orm/postgresql';

/** The tracker changes their cookies all the time; those of a backup are worth nothing after an hour. */
const sessions = ['tracker_session', 'seedbox_session'] as const;

/** Lays the sessions aside that the database has, before it is replaced. */
export async function layAside(em: EntityManager): Promise<void> {
  for (const table of sessions) {
    const [place] = await em.execute<{ is_there: boolean }[]>(
      'select to_regclass(?) is not null as is_there',
      [`public.${table}`],
    );
    if (!place?.is_there) continue;
    await em.execute(
      `create temp table live_${table} on commit drop as select id, to_jsonb(t) as row from public.${table} t`,
    );
  }
}

/** Puts them over those of the backup, column by column, as far as the schema has these columns. */
export async function giveBack(em: EntityManager): Promise<void> {
  for (const table of sessions) {
    const [place] = await em.execute<{ is_there: boolean }[]>(
      'select to_regclass(?) is not null as is_there',
      [`pg_temp.live_${table}`],
    );
    if (!place?.is_there) continue;
    await em.execute(
      `create temp table merged_${table} on commit drop as
         select (jsonb_populate_record(t, live.row)).* from public.${table} t join live_${table} live using (id)`,
    );
    await em.execute(`delete from public.${table} where id in (select id from merged_${table})`);
    await em.execute(`insert into public.${table} select * from merged_${table}`);
  }
}
