import type { EntityManager } from '@mikro-orm/postgresql';
import { stateOf, type WishFacts, type WishState } from './states.ts';
import { localDay, weekOf } from './week.ts';

export type WishRow = {
  id: number;
  title: string;
  author: string;
  who: string;
  place: number;
  priority: number;
  missing: number;
} & WishState;

type Stored = Omit<WishRow, keyof WishState> &
  Omit<WishFacts, 'snoozedUntil' | 'nextSearch'> & {
    snoozedUntil: Date | null;
    nextSearchAt: Date | null;
  };

export type WishFilter = {
  /** Whose wishes; null is everybody's. */
  person: { platform: string; id: string } | null;
  limit: number;
  offset: number;
};

/** The wishes of a person in their order, or everybody's: first places first. */
export async function listWishes(
  em: EntityManager,
  { person, limit, offset }: WishFilter,
  { timeZone, now }: { timeZone: string; now: Date },
): Promise<{ rows: WishRow[]; total: number }> {
  const whose = `w.removed_at is null and (?::text is null or (w.platform = ? and w.user_id = ?))`;
  const values = [person?.platform ?? null, person?.platform ?? null, person?.id ?? null];
  const [count] = await em.execute<{ total: number }[]>(
    `select count(*)::int as total from wishlist w where ${whose}`,
    values,
  );
  const rows = await em.execute<Stored[]>(
    `select w.id, m.title, m.author_name as author, w.user_name as who, w.place, w.priority, m.id as missing,
            w.granted_at is not null as "isGranted", m.download_status as "downloadStatus",
            m.is_wanted as "isWanted", m.release_date::text as "releaseDate",
            m.snoozed_until as "snoozedUntil", m.next_search_at as "nextSearchAt",
            m.search_note as "searchNote",
            (select json_build_object('id', p.id, 'status', p.status, 'hold', p.hold) from proposals p
              where p.missing_book_id = m.id and p.status in ('open', 'waiting', 'held')
              order by p.id desc limit 1) as proposal,
            (select json_build_object('status', d.status, 'reason', d.status_reason) from downloads d
              where d.missing_book_id = m.id order by d.id desc limit 1) as download
       from wishlist w join missing_books m on m.id = w.missing_book_id
      where ${whose} order by w.place, w.id limit ? offset ?`,
    [...values, limit, offset],
  );
  const day = (time: Date | null) => (time && time > now ? localDay(time, timeZone) : null);
  const weekEnds = localDay(weekOf(now, timeZone).endsAt, timeZone);
  return { rows: rows.map((row) => wishOf(row, day, weekEnds)), total: count?.total ?? 0 };
}

function wishOf(row: Stored, day: (time: Date | null) => string | null, weekEnds: string): WishRow {
  const { id, title, author, who, place, priority, missing, snoozedUntil, nextSearchAt } = row;
  const times = { snoozedUntil: day(snoozedUntil), nextSearch: day(nextSearchAt) };
  const state = stateOf({ ...row, ...times }, weekEnds);
  return { id, title, author, who, place, priority, missing, ...state };
}
