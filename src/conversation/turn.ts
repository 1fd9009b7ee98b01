import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../command/actor.ts';

const busySeconds = 30;

/** Makes the model a person's own until `endTurn`; false while it still reads what they asked before. */
export async function takeTurn(
  em: EntityManager,
  { platform, id }: Actor,
  now: Date,
): Promise<boolean> {
  const until = new Date(now.getTime() + busySeconds * 1000);
  const taken = await em.execute<unknown[]>(
    `insert into model_turns (platform, person, busy_until) values (?, ?, ?)
     on conflict (platform, person) do update set busy_until = excluded.busy_until
      where model_turns.busy_until <= ? returning person`,
    [platform, id, until, now],
  );
  return taken.length > 0;
}

export async function endTurn(
  em: EntityManager,
  { platform, id }: Actor,
  now: Date,
): Promise<void> {
  await em.execute(`update model_turns set busy_until = ? where platform = ? and person = ?`, [
    now,
    platform,
    id,
  ]);
}
