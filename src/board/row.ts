import type { EntityManager } from '@mikro-orm/postgresql';
import type { Posted } from '../alerts/deliver.ts';

/** `place` is the channel it was meant for by the settings; null is the main one. */
export type Placed = Posted & { place: string | null };

/** What is known of a chat's board; without `message` there is none, or nobody knows (`intendedAt`). */
export type Row = {
  /** How many boards there were. */
  number: number;
  intendedAt: Date | null;
  message: Placed | null;
  hash: string | null;
  isPinned: boolean;
  editedAt: Date | null;
};

type Stored = Omit<Row, 'message'> & {
  channel: string | null;
  messageId: string | null;
  meantFor: string | null;
  place: string | null;
};

/** Locks the row of a chat until the transaction ends; null while another process is at it. */
export async function lockRow(em: EntityManager, platform: string): Promise<Row | null> {
  await em.execute('insert into boards (platform) values (?) on conflict do nothing', [platform]);
  const [stored] = await em.execute<Stored[]>(
    `select number, intended_at as "intendedAt", channel, message_id as "messageId",
            meant_for as "meantFor", place, reply_hash as hash, is_pinned as "isPinned", edited_at as "editedAt"
       from boards where platform = ? for update skip locked`,
    [platform],
  );
  if (!stored) return null;
  const { channel, messageId, meantFor, place, ...row } = stored;
  if (channel === null || messageId === null) return { ...row, message: null };
  return { ...row, message: { channel, messageId, meantFor, place } };
}

/** Written and committed before a board is posted, so that a crash cannot leave one nobody knows of. */
export async function noteIntent(em: EntityManager, platform: string, now: Date): Promise<void> {
  await em.execute(
    `update boards set number = number + 1, intended_at = ?, channel = null, message_id = null,
            meant_for = null, reply_hash = null, is_pinned = false where platform = ?`,
    [now, platform],
  );
}

export async function noteShown(
  em: EntityManager,
  platform: string,
  shown: { message: Placed; hash: string; isPinned: boolean; now: Date },
): Promise<void> {
  const { channel, messageId, meantFor, place } = shown.message;
  await em.execute(
    `update boards set intended_at = null, channel = ?, message_id = ?, meant_for = ?,
            place = ?, reply_hash = ?, is_pinned = ?, edited_at = ? where platform = ?`,
    [channel, messageId, meantFor, place, shown.hash, shown.isPinned, shown.now, platform],
  );
}

/** There is no board, and none is wanted. */
export async function noteGone(em: EntityManager, platform: string): Promise<void> {
  await em.execute(
    `update boards set intended_at = null, channel = null, message_id = null, meant_for = null,
            reply_hash = null, is_pinned = false where platform = ?`,
    [platform],
  );
}
