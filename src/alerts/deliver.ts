import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Platform } from '../chat/platform.ts';
import type { Reply } from '../command/reply.ts';
import type { Handler } from '../outbox/dispatch.ts';

/** Renders the present state of a subject; null when it is gone. */
export type RenderCard = (em: EntityManager, subject: string) => Promise<Reply | null>;

/** Posts an alert once. */
export function deliverAlert(platform: Platform): Handler {
  return async (message, em) => {
    const rows = await em.execute<{ reply: Reply }[]>('select reply from alerts where id = ?', [
      message.payload['alertId'],
    ]);
    if (rows[0]) await platform.post(rows[0].reply, message.key);
    return undefined;
  };
}

/** Posts a subject's card the first time and edits that one message from then on; a deleted one stays deleted. */
export function deliverCard(platform: Platform, render: RenderCard): Handler {
  return async (message, em) => {
    const subject = String(message.payload['subject']);
    const reply = await render(em, subject);
    if (!reply) return undefined;
    const hash = createHash('sha256').update(JSON.stringify(reply)).digest('hex');
    const shown = await shownMessage(em, platform.name, subject);
    if (!shown) {
      const post = await platform.post(reply, `card:${subject}`);
      await em.execute(
        `insert into messages (platform, channel, message_id, subject, reply_hash) values (?, ?, ?, ?, ?)`,
        [platform.name, post.channel, post.messageId, subject, hash],
      );
      return undefined;
    }
    if (shown.reply_hash === hash || shown.is_deleted) return undefined;
    const outcome = await platform.edit(shown.channel, shown.message_id, reply);
    await em.execute(
      'update messages set reply_hash = ?, is_deleted = ?, updated_at = now() where id = ?',
      [hash, outcome === 'gone', shown.id],
    );
    return undefined;
  };
}

type Shown = {
  id: number;
  channel: string;
  message_id: string;
  reply_hash: string;
  is_deleted: boolean;
};

async function shownMessage(
  em: EntityManager,
  platform: string,
  subject: string,
): Promise<Shown | undefined> {
  const rows = await em.execute<Shown[]>(
    'select id, channel, message_id, reply_hash, is_deleted from messages where platform = ? and subject = ?',
    [platform, subject],
  );
  return rows[0];
}
