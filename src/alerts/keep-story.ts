import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Platform } from '../chat/platform.ts';
import type { Reply } from '../command/reply.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Handler } from '../outbox/dispatch.ts';
import { notePosted, type Shown, shownMessage, tooManyEdits } from './shown.ts';

type Story = { topic: string; reply: Reply };

/** What is told below a card, under which heading; null while there is nothing. */
export type RenderStory = (em: EntityManager, subject: string) => Promise<Story | null>;

/**
 * Asks for the story of a card in a message of its own: a chat that takes no thread for now neither holds
 * back the cards nor undoes the note of where this one stands.
 */
export async function wantStory(
  em: EntityManager,
  platform: Platform,
  subject: string,
  render: RenderStory,
): Promise<void> {
  if (!platform.postBelow || !(await render(em, subject))) return;
  await enqueue(em, {
    key: `story:${subject}:${platform.name}:${crypto.randomUUID()}`,
    kind: 'card',
    topic: 'story',
    lane: `story:${subject}:${platform.name}`,
    platform: platform.name,
    payload: { subject },
  });
}

/** Keeps one message below a card up to date; one that a person deleted stays deleted. */
export function deliverStory(platform: Platform, render: RenderStory): Handler {
  return async ({ payload }, em) => {
    const subject = String(payload['subject']);
    const card = await shownMessage(em, platform.name, subject);
    const story = card && !card.is_deleted ? await render(em, subject) : null;
    if (!card || !story) return undefined;
    const shown = await shownMessage(em, platform.name, `story:${subject}`);
    if (shown) await edit(em, platform, shown, story.reply);
    else await postStory(em, platform, { card, subject, ...story });
    return undefined;
  };
}

async function postStory(
  em: EntityManager,
  platform: Platform,
  { card, subject, topic, reply }: { card: Shown; subject: string } & Story,
): Promise<void> {
  const own = `story:${subject}`;
  const parent = { channel: card.channel, messageId: card.message_id };
  const post = await platform.postBelow?.(parent, topic, reply, own);
  if (!post || post === 'refused') return;
  await notePosted(em, { platform: platform.name, subject: own, ...post, meantFor: null });
}

async function edit(
  em: EntityManager,
  platform: Platform,
  shown: Shown,
  reply: Reply,
): Promise<void> {
  const hash = createHash('sha256').update(JSON.stringify(reply)).digest('hex');
  if (shown.is_deleted || shown.reply_hash === hash) return;
  const outcome = await platform.edit(shown.channel, shown.message_id, reply);
  if (outcome === 'worn-out') throw tooManyEdits(platform.name);
  await em.execute(
    'update messages set reply_hash = ?, is_deleted = ?, updated_at = now() where id = ?',
    [hash, outcome !== 'edited', shown.id],
  );
}
