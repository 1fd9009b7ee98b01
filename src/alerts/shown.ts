import type { EntityManager } from '@mikro-orm/postgresql';
import type { Post } from '../chat/platform.ts';

/** A message as it was shown last. */
export type Shown = {
  id: number;
  channel: string;
  message_id: string;
  meant_for: string | null;
  reply_hash: string;
  is_deleted: boolean;
};

export async function shownMessage(
  em: EntityManager,
  platform: string,
  subject: string,
): Promise<Shown | undefined> {
  const rows = await em.execute<Shown[]>(
    `select id, channel, message_id, meant_for, reply_hash, is_deleted from messages
      where platform = ? and subject = ?`,
    [platform, subject],
  );
  return rows[0];
}

export async function noteShown(
  em: EntityManager,
  shown: Post & { meantFor: string | null } & { platform: string; subject: string; hash: string },
): Promise<void> {
  const { platform, subject, hash, channel, messageId, meantFor } = shown;
  await em.execute(
    `insert into messages (platform, channel, message_id, subject, reply_hash, meant_for)
     values (?, ?, ?, ?, ?, ?)
     on conflict (platform, subject) do update
       set channel = excluded.channel, message_id = excluded.message_id,
           reply_hash = excluded.reply_hash, meant_for = excluded.meant_for,
           is_deleted = false, updated_at = now()`,
    [platform, channel, messageId, subject, hash, meantFor],
  );
}
