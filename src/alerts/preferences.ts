import type { EntityManager } from '@mikro-orm/postgresql';
import type { DirectChoice } from './direct-rules.ts';
import type { Actor } from '../command/actor.ts';

export type Preferences = {
  alertsByDm: DirectChoice;
  privateAnswers: boolean;
  /** Code of the language of the recordings they look for; null for any. */
  language: string | null;
  /** Since when the person takes no messages of the bot. */
  refusedAt: Date | null;
};

/** What a person has chosen; nothing is chosen by default. */
export async function readPreferences(
  em: EntityManager,
  { platform, id }: Pick<Actor, 'platform' | 'id'>,
): Promise<Preferences> {
  const [row] = await em.execute<Preferences[]>(
    `select alerts_by_dm as "alertsByDm", private_answers as "privateAnswers", language, refused_at as "refusedAt"
       from preferences where platform = ? and person = ?`,
    [platform, id],
  );
  return row ?? { alertsByDm: 'off', privateAnswers: false, language: null, refusedAt: null };
}

/** Keeps what is given and leaves the rest. Who chooses anew is tried again. */
export async function choose(
  em: EntityManager,
  who: Pick<Actor, 'platform' | 'id'>,
  chosen: Partial<Pick<Preferences, 'alertsByDm' | 'privateAnswers' | 'language'>>,
): Promise<void> {
  const { alertsByDm, privateAnswers, language } = {
    ...(await readPreferences(em, who)),
    ...chosen,
  };
  await em.execute(
    `insert into preferences (platform, person, alerts_by_dm, private_answers, language)
     values (?, ?, ?, ?, ?)
     on conflict (platform, person) do update set
       alerts_by_dm = excluded.alerts_by_dm, private_answers = excluded.private_answers,
       language = excluded.language, refused_at = null`,
    [who.platform, who.id, alertsByDm, privateAnswers, language],
  );
}
