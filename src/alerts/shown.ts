import type { EntityManager } from '@mikro-orm/postgresql';
import type { Post } from '../chat/platform.ts';
import { ExternalError, isServiceName } from '../errors.ts';

/** A message as it was shown last. */
export type Shown = {
  id: number;
  channel: string;
  message_id: string;
  meant_for: string | null;
  /** Null until its first edit: when the answer to a post was lost, the chat keeps what that try had said. */
  reply_hash: string | null;
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

/** Notes where a subject stands now; the next refresh edits it, however it looks. */
export async function notePosted(
  em: EntityManager,
  posted: Post & { meantFor: string | null } & { platform: string; subject: string },
): Promise<void> {
  const { platform, subject, channel, messageId, meantFor } = posted;
  await em.execute(
    `insert into messages (platform, channel, message_id, subject, meant_for)
     values (?, ?, ?, ?, ?)
     on conflict (platform, subject) do update
       set channel = excluded.channel, message_id = excluded.message_id,
           reply_hash = null, meant_for = excluded.meant_for,
           is_deleted = false, updated_at = now()`,
    [platform, channel, messageId, subject, meantFor],
  );
}

/** A subject keeps its message: the edit is tried again later. */
export function tooManyEdits(platform: string): Error {
  const text = 'it takes no more edits of this message for now';
  return isServiceName(platform) ? new ExternalError(platform, 'throttled', text) : new Error(text);
}
