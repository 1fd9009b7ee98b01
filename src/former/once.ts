import type { EntityManager } from '@mikro-orm/postgresql';
import { storable } from '../storable.ts';

/** Whether a thing of another program is met for the first time; remembers it. */
export async function isFirst(
  em: EntityManager,
  { source, item, now }: { source: string; item: string; now: Date },
): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `insert into taken_over (source, item, taken_at) values (?, ?, ?)
     on conflict do nothing returning item`,
    [source, storable(item), now],
  );
  return rows.length > 0;
}
