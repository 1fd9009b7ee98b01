import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { eventEnded, eventStarted } from '../alerts/words/events.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { storableJson } from '../storable.ts';

export type EventType = 'freeleech' | 'bonus' | 'multiplier';
export type SiteEvent = {
  id: number;
  type: EventType | 'none';
  start: Date;
  end: Date | null;
  description: string;
  source: 'site' | 'person';
  setBy: string | null;
};

type Row = {
  id: number;
  event_type: SiteEvent['type'];
  start_date: Date;
  end_date: Date | null;
  description: string;
  source: SiteEvent['source'];
  set_by: string | null;
};

export type NewEvent = Omit<SiteEvent, 'id'> & { evidence?: Record<string, unknown> };

const eventsLock = 7_266_010;

/** Changes of events happen one after the other, whoever makes them. */
export async function lockEvents(em: EntityManager): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [eventsLock]);
}

/** What goes on at the site now, as detected or as a person said; `none` is a person's word that nothing does. */
export async function activeEvents(em: EntityManager, now: Date): Promise<SiteEvent[]> {
  const rows = await em.execute<Row[]>(
    `select id, event_type, start_date, end_date, description, source, set_by from event_status
      where active and start_date <= ? and (end_date is null or end_date > ?) order by id`,
    [now, now],
  );
  return rows.map((row) => ({
    id: row.id,
    type: row.event_type,
    start: row.start_date,
    end: row.end_date,
    description: row.description,
    source: row.source,
    setBy: row.set_by,
  }));
}

/** Whether the site gives more than usual now; a person's "none" wins over what was detected. */
export async function hasEvent(em: EntityManager, now: Date): Promise<boolean> {
  const active = await activeEvents(em, now);
  return active.length > 0 && active.every(({ type }) => type !== 'none');
}

/** Begins an event and tells it; one of its kind that is running already ends without a word. */
export async function beginEvent(
  em: EntityManager,
  event: NewEvent,
  platforms: readonly string[],
): Promise<number> {
  await em.execute(
    `update event_status set active = false, end_date = least(coalesce(end_date, ?), ?)
      where active and (event_type = ? or 'none' in (event_type, ?))`,
    [event.start, event.start, event.type, event.type],
  );
  const rows = await em.execute<{ id: number }[]>(
    `insert into event_status (event_type, start_date, end_date, active, description, source, set_by, evidence)
     values (?, ?, ?, true, ?, ?, ?, ?::jsonb) returning id`,
    [
      event.type,
      event.start,
      event.end,
      event.description,
      event.source,
      event.setBy,
      storableJson(event.evidence ?? {}),
    ],
  );
  const id = rows[0]?.id ?? 0;
  await tellClient(em, `${id}:begun`);
  if (event.type !== 'none') {
    await raise(em, platforms, { key: `event-started:${id}`, ...eventStarted(event.type, event) });
  }
  return id;
}

/** Ends events whose time is over, or those of one kind at once; each is told once. */
export async function endEvents(
  em: EntityManager,
  which: { type?: SiteEvent['type']; now: Date },
  platforms: readonly string[],
): Promise<number> {
  const rows = await em.execute<Row[]>(
    `update event_status set active = false, end_date = least(coalesce(end_date, ?), ?)
      where active and ${which.type ? 'event_type = ?' : 'end_date <= ?'} returning *`,
    [which.now, which.now, which.type ?? which.now],
  );
  for (const row of rows) {
    await tellClient(em, `${row.id}:ended`);
    if (row.event_type === 'none') continue;
    await raise(em, platforms, { key: `event-ended:${row.id}`, ...eventEnded(row.event_type) });
  }
  return rows.length;
}

/** The download client is brought in line with what goes on now. */
async function tellClient(em: EntityManager, occasion: string): Promise<void> {
  const topic = 'seeding-slots';
  const key = `${topic}:event:${occasion}`;
  await enqueue(em, { key, kind: 'effect', topic, lane: topic, payload: {} });
}
