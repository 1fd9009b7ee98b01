import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { readSpan, readTopic } from './mute-rules.ts';

export type Mute = {
  topic: string;
  until: Date;
  mutedBy: string;
  /** Alerts it kept from the chats so far. */
  heldBack: number;
};

/** Keeps a kind of alert from the chats for a time; throws UserError for what is urgent or unknown. */
export async function mute(
  em: EntityManager,
  ask: { kind: string; span: string; actor: string; now: Date },
): Promise<void> {
  const until = new Date(ask.now.getTime() + readSpan(ask.span));
  await em.execute(
    `insert into mutes (topic, until, muted_by, muted_at) values (?, ?, ?, ?)
     on conflict (topic) do update
       set until = excluded.until, muted_by = excluded.muted_by, muted_at = excluded.muted_at`,
    [readTopic(ask.kind), until, ask.actor, ask.now],
  );
}

/** Throws UserError when it is not muted. */
export async function unmute(em: EntityManager, kind: string, now: Date): Promise<void> {
  const topic = readTopic(kind);
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    'delete from mutes where topic = ? and until > ?',
    [topic, now],
    'run',
  );
  if (affectedRows > 0) return;
  throw new UserError('not_found', `"${topic}" is not muted.`, 'Type "mute" for what is.');
}

/** What is muted now, what ends first first. */
export async function listMutes(em: EntityManager, now: Date): Promise<Mute[]> {
  return await em.execute<Mute[]>(
    `select m.topic, m.until, m.muted_by as "mutedBy",
            (select count(distinct a.id) from alerts a join alert_deliveries d on d.alert_id = a.id
              where d.outcome = 'muted' and d.at >= m.muted_at
                and m.topic in ('all', a.kind, a.severity))::int as "heldBack"
       from mutes m where m.until > ? order by m.until, m.topic`,
    [now],
  );
}
