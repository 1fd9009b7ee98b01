import type { EntityManager } from '@mikro-orm/postgresql';

/** A download that is not over, with what its release promises. */
export type OnItsWay = {
  title: string;
  author: string;
  status: string;
  /** From 0 to 1. */
  progress: number;
  format: string | null;
  bitrateKbps: number | null;
  edition: string | null;
};

const shown = 6;

/** What is on its way, what runs first. */
export async function onItsWay(em: EntityManager): Promise<OnItsWay[]> {
  return await em.execute<OnItsWay[]>(
    `select d.title, d.author, d.status, d.progress::float8 as progress,
            r.facts ->> 'format' as format, (r.facts ->> 'bitrateKbps')::float8 as "bitrateKbps",
            d.release_edition as edition
       from downloads d left join releases r on r.id = d.release_id
      where d.status in ('queued', 'waiting', 'downloading', 'checking', 'importing', 'scanning')
      order by array_position(array['importing', 'scanning', 'checking', 'downloading', 'queued', 'waiting'],
                              d.status), d.id
      limit ?`,
    [shown],
  );
}
