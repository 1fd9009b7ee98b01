import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../command/actor.ts';
import { storableJson } from '../storable.ts';
import type { State } from './state.ts';

/** Whose conversation it is, and where. */
export type Where = { actor: Actor; place: string };

const keptMinutes = 30;

/** What was said last there; null when that is long ago. */
export async function recall(
  em: EntityManager,
  { actor, place }: Where,
  now: Date,
): Promise<State | null> {
  const since = new Date(now.getTime() - keptMinutes * 60_000);
  const [row] = await em.execute<{ state: State }[]>(
    `select state from conversations where platform = ? and person = ? and place = ? and said_at > ?`,
    [actor.platform, actor.id, place, since],
  );
  return row?.state ?? null;
}

export async function remember(
  em: EntityManager,
  { actor, place }: Where,
  state: State,
  now: Date,
): Promise<void> {
  await em.execute(
    `insert into conversations (platform, person, place, state, said_at) values (?, ?, ?, ?::jsonb, ?)
     on conflict (platform, person, place)
     do update set state = excluded.state, said_at = excluded.said_at`,
    [actor.platform, actor.id, place, storableJson(state), now],
  );
}
