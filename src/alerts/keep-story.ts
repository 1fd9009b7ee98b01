import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Platform } from '../chat/platform.ts';
import type { Reply } from '../command/reply.ts';
import { notePosted, shownMessage } from './shown.ts';

/** What is told below a card, under which heading; null while there is nothing. */
export type RenderStory = (
  em: EntityManager,
  subject: string,
) => Promise<{ topic: string; reply: Reply } | null>;

/** Keeps one message below a card up to date; one that a person deleted stays deleted. */
export async function keepStory(
  em: EntityManager,
  platform: Platform,
  subject: string,
  render: RenderStory,
): Promise<void> {
  if (!platform.postBelow) return;
  const card = await shownMessage(em, platform.name, subject);
  const story = card && !card.is_deleted ? await render(em, subject) : null;
  if (!card || !story) return;
  const { topic, reply } = story;
  const own = `story:${subject}`;
  const shown = await shownMessage(em, platform.name, own);
  if (!shown) {
    const parent = { channel: card.channel, messageId: card.message_id };
    const post = await platform.postBelow(parent, topic, reply, own);
    if (post === 'refused') return;
    await notePosted(em, { platform: platform.name, subject: own, ...post, meantFor: null });
    return;
  }
  const hash = createHash('sha256').update(JSON.stringify(reply)).digest('hex');
  if (shown.is_deleted || shown.reply_hash === hash) return;
  const outcome = await platform.edit(shown.channel, shown.message_id, reply);
  if (outcome === 'worn-out') return;
  await em.execute(
    'update messages set reply_hash = ?, is_deleted = ?, updated_at = now() where id = ?',
    [hash, outcome !== 'edited', shown.id],
  );
}
