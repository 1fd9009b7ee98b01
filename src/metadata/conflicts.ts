import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { storableJson } from '../storable.ts';
import type { Conflict } from './record.ts';

/** More questions at once are not read. */
const mostOpen = 5;
const askLock = 7_266_024;

/**
 * Keeps the questions that the sources of a book leave open. What is not in dispute any more is
 * settled; the same values are never asked about twice.
 */
export async function noteConflicts(
  em: EntityManager,
  platforms: readonly string[],
  bookId: number,
  conflicts: readonly Conflict[],
  now: Date,
): Promise<void> {
  const marked = conflicts.map((one) => ({ ...one, fingerprint: fingerprintOf(one) }));
  const settled = await em.execute<{ id: number; was: string }[]>(
    `update metadata_conflicts c set status = 'settled'
       from metadata_conflicts o
      where o.id = c.id and c.book_id = ? and c.status in ('waiting', 'open')
        and not exists (select 1 from jsonb_to_recordset(?::jsonb) as n(field text, fingerprint text)
                         where n.field = c.field_name and n.fingerprint = c.fingerprint)
     returning c.id, o.status as was`,
    [bookId, storableJson(marked)],
  );
  for (const { field, choices, fingerprint } of marked) {
    await em.execute(
      `insert into metadata_conflicts as c (book_id, field_name, choices, fingerprint, status, created_at)
       values (?, ?, ?::jsonb, ?, 'waiting', ?)
       on conflict (book_id, field_name, fingerprint) do update set
         choices = case when c.status = 'answered' then c.choices else excluded.choices end,
         status = case when c.status = 'settled' then 'waiting' else c.status end`,
      [bookId, field, storableJson(choices), fingerprint, now],
    );
  }
  for (const { id, was } of settled) {
    if (was === 'open') await refreshCard(em, platforms, `conflict:${id}`);
  }
  await askNext(em, platforms);
}

/** Posts the questions that waited longest, as many as may be open; one that is being answered just now is left. */
export async function askNext(em: EntityManager, platforms: readonly string[]): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [askLock]);
  const asked = await em.execute<{ id: number }[]>(
    `update metadata_conflicts set status = 'open'
      where id in (select id from metadata_conflicts where status = 'waiting' order by id
                    limit greatest(0, ? - (select count(*) from metadata_conflicts where status = 'open'))
                      for update skip locked)
     returning id`,
    [mostOpen],
  );
  for (const { id } of asked) await refreshCard(em, platforms, `conflict:${id}`);
}

function fingerprintOf({ choices }: Conflict): string {
  return choices
    .map(({ value }) => JSON.stringify(value))
    .toSorted()
    .join(' ');
}
