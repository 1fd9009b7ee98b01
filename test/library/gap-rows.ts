import type { EntityManager } from '@mikro-orm/postgresql';

/** `number: status` of the stored gaps of a series, with "wanted" behind those that are. */
export async function gaps(em: EntityManager): Promise<Record<string, string>> {
  const rows = await em.execute<{ place: string; state: string }[]>(
    `select coalesce(series_number, title) as place,
            download_status || case when is_wanted then ' wanted' else '' end as state
       from missing_books order by id`,
  );
  return Object.fromEntries(rows.map(({ place, state }) => [place, state]));
}
