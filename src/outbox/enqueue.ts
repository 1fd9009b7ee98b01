import type { EntityManager } from '@mikro-orm/postgresql';
import { storableJson } from '../storable.ts';

export type OutboxDraft = {
  /** Unique for ever: the same thing is never sent twice. */
  key: string;
  kind: 'alert' | 'card' | 'effect';
  /** Names the handler. */
  topic: string;
  /** Messages of one lane are handled one after the other, in the order they were written. */
  lane: string;
  /** Set when only the process that holds this chat connection can handle it. */
  platform?: string;
  payload: Record<string, unknown>;
  /** Without it the message is due at once, whatever the clocks of program and database say. */
  notBefore?: Date;
};

export const outboxChannel = 'outbox';

/** Adds a message to the caller's transaction; false when one with this key was written before. */
export async function enqueue(em: EntityManager, draft: OutboxDraft): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `with added as (
       insert into outbox (key, kind, topic, lane, platform, payload, not_before)
       values (?, ?, ?, ?, ?, ?::jsonb, coalesce(?::timestamptz, 'epoch'))
       on conflict (key) do nothing returning id)
     select pg_notify('${outboxChannel}', '') from added`,
    [
      draft.key,
      draft.kind,
      draft.topic,
      draft.lane,
      draft.platform ?? null,
      storableJson(draft.payload),
      draft.notBefore ?? null,
    ],
  );
  return rows.length > 0;
}

/** Lets what waits in a lane wait until then; a message at work is left alone. */
export async function delayLane(em: EntityManager, lane: string, until: Date): Promise<void> {
  await em.execute(
    `update outbox set not_before = ? where id in (
       select id from outbox where lane = ? and status = 'pending' for update skip locked)`,
    [until, lane],
  );
}

/** Makes messages of these lanes due now that wait for their time; those at work are left alone. */
export async function wakeLanes(em: EntityManager, lanes: readonly string[]): Promise<void> {
  if (lanes.length === 0) return;
  await em.execute(
    `update outbox set not_before = 'epoch' where id in (
       select id from outbox where lane in (?) and status = 'pending' for update skip locked)`,
    [lanes],
  );
  await em.execute(`select pg_notify('${outboxChannel}', '')`);
}
