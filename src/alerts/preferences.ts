import type { EntityManager } from '@mikro-orm/postgresql';
import type { DirectChoice } from './direct-rules.ts';
import type { Actor } from '../command/actor.ts';

export type Preferences = {
  alertsByDm: DirectChoice;
  privateAnswers: boolean;
  /** Since when the person takes no messages of the bot. */
  refusedAt: Date | null;
};

/** What a person has chosen; nothing is chosen by default. */
export async function readPreferences(
  em: EntityManager,
  { platform, id }: Pick<Actor, 'platform' | 'id'>,
): Promise<Preferences> {
  const [row] = await em.execute<Preferences[]>(
    `select alerts_by_dm as "alertsByDm", private_answers as "privateAnswers", refused_at as "refusedAt"
       from preferences where platform = ? and person = ?`,
    [platform, id],
  );
  return row ?? { alertsByDm: 'off', privateAnswers: false, refusedAt: null };
}

/** Keeps what is given and leaves the rest. Who chooses anew is tried again. */
export async function choose(
  em: EntityManager,
  { platform, id }: Pick<Actor, 'platform' | 'id'>,
  chosen: { alertsByDm?: DirectChoice | undefined; privateAnswers?: boolean | undefined },
): Promise<void> {
  await em.execute(
    `insert into preferences as p (platform, person, alerts_by_dm, private_answers)
     values (?, ?, coalesce(?, 'off'), coalesce(?, false))
     on conflict (platform, person) do update set
       alerts_by_dm = coalesce(?, p.alerts_by_dm),
       private_answers = coalesce(?, p.private_answers), refused_at = null`,
    [
      platform,
      id,
      chosen.alertsByDm ?? null,
      chosen.privateAnswers ?? null,
      chosen.alertsByDm ?? null,
      chosen.privateAnswers ?? null,
    ],
  );
}
