import type { EntityManager } from '@mikro-orm/postgresql';
import { Book } from '../library/book.entity.ts';
import type { Policy } from '../settings/policy.ts';
import { isBrokenDownload } from './broken-copy.ts';
import { wantBetter } from './want-better.ts';

/** Books that may have a better edition are looked at again after so long. */
const againAfterDays = 90;

export type RepairReport = {
  wanted: { id: number; title: string; reason: string }[];
  /** Weak books that wait for a later run. */
  left: number;
};

type Weak = { id: number; reason: string };

const weak = `
  from books b
  left join lateral (
    select true as "isBroken"
      from (select * from downloads where book_id = b.id and status = 'completed' order by id desc limit 1) d
     where ${isBrokenDownload}) copy on true
 where b.status = 'active' and (copy."isBroken" or b.is_abridged or b.bitrate_kbps < ? or b.duplicate_status = 'superior_available')
   and not exists (
     select 1 from missing_books m
      where m.replaces_book_id = b.id
        and (m.is_wanted or m.download_status in ('queued', 'downloading', 'hidden') or m.last_searched_at > ?))`;

/**
 * Has better editions of the weakest books searched by the usual searches, at most `limit` of them;
 * those looked at lately are left out, so that run after run comes through the library.
 */
export async function wantRepairs(
  em: EntityManager,
  { policy, limit, now }: { policy: Pick<Policy, 'minKbps'>; limit: number; now: Date },
): Promise<RepairReport> {
  const since = new Date(now.getTime() - againAfterDays * 86_400_000);
  return await em.transactional(async (inner) => {
    const rows = await inner.execute<Weak[]>(
      `select b.id, case when copy."isBroken" then 'its files do not play as they should'
                         when b.is_abridged then 'abridged'
                         when b.duplicate_status = 'superior_available' then 'a better edition was seen'
                         else b.bitrate_kbps || ' kbps' end as reason
       ${weak} order by copy."isBroken" nulls last, b.is_abridged desc nulls last, b.bitrate_kbps nulls last, b.id limit ?`,
      [policy.minKbps, since, limit],
    );
    const wanted: RepairReport['wanted'] = [];
    for (const { id, reason } of rows) {
      const book = await inner.findOneOrFail(Book, id);
      await wantBetter(inner, book, { actor: null, now });
      wanted.push({ id, title: book.title, reason });
    }
    const [count] = await inner.execute<{ left: number }[]>(
      `select count(*)::int as left ${weak}`,
      [policy.minKbps, since],
    );
    return { wanted, left: count?.left ?? 0 };
  });
}
