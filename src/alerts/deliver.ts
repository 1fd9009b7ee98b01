import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Platform, Post } from '../chat/platform.ts';
import type { Reply } from '../command/reply.ts';
import type { Handler, OutboxMessage } from '../outbox/dispatch.ts';
import { holdBack, type Judge, noteOutcome } from './hold-back.ts';
import type { Topic } from './kinds.ts';
import type { PlaceOf } from './places.ts';
import { withSeenButton } from './seen.ts';
import { type RenderStory, wantStory } from './keep-story.ts';
import { notePosted, type Shown, shownMessage, tooManyEdits } from './shown.ts';
import { misplaced } from './words/misplaced.ts';

/** Renders the present state of a subject; null when it is gone. */
export type RenderCard = (em: EntityManager, subject: string) => Promise<Reply | null>;

/** What can be posted to. */
export type Poster = Pick<Platform, 'name' | 'post' | 'postIn'>;

/** Posts an alert once, where alerts of its kind go, or holds it back for now. */
export function deliverAlert(platform: Poster, placeOf: PlaceOf, judge: Judge): Handler {
  return async (message, em) => {
    const [alert] = await em.execute<(Topic & { id: number; reply: Reply })[]>(
      'select id, reply, kind, severity from alerts where id = ?',
      [message.payload['alertId']],
    );
    const place = alert && (await placeOf(em, alert, platform.name));
    if (!place) return undefined;
    const { hold, now } = await judge(em, alert, platform.name);
    const delivery = { alertId: alert.id, platform: platform.name, now };
    if (hold) {
      await holdBack(em, delivery, hold);
      return undefined;
    }
    await postAt(platform, place.channel, { reply: withSeenButton(alert), key: message.key });
    await noteOutcome(em, delivery, 'posted');
    return undefined;
  };
}

/**
 * Posts a subject's card the first time and edits that one message from then on, the first time in any case:
 * a post that is tried again may find what the card said before. A deleted one stays deleted, unless the
 * message `offersAgain`.
 */
export function deliverCard(
  platform: Platform,
  placeOf: PlaceOf,
  { card, story }: { card: RenderCard; story?: RenderStory },
): Handler {
  return async (message, em) => {
    await showCard(em, platform, message, { placeOf, render: card });
    if (story) await wantStory(em, platform, String(message.payload['subject']), story);
    return undefined;
  };
}

async function showCard(
  em: EntityManager,
  platform: Platform,
  { payload, key }: Pick<OutboxMessage, 'payload' | 'key'>,
  { placeOf, render }: { placeOf: PlaceOf; render: RenderCard },
): Promise<void> {
  const subject = String(payload['subject']);
  const offersAgain = payload['offersAgain'] === true;
  const reply = await render(em, subject);
  if (!reply) return;
  const hash = createHash('sha256').update(JSON.stringify(reply)).digest('hex');
  const shown = await shownMessage(em, platform.name, subject);
  if (shown && !(await needsNew(em, platform, shown, { reply, hash, offersAgain }))) return;
  const [kind = ''] = subject.split(':');
  const place = await placeOf(em, { kind, severity: null }, platform.name);
  if (!place) return;
  const draft = { reply, key: shown ? key : `card:${subject}` };
  const post = await postAt(platform, place.channel, draft);
  await notePosted(em, { platform: platform.name, subject, ...post });
}

type Look = { reply: Reply; hash: string; offersAgain: boolean };

/** Brings the message that shows a card up to date; true when another one has to take its place. */
async function needsNew(
  em: EntityManager,
  platform: Platform,
  shown: Shown,
  { reply, hash, offersAgain }: Look,
): Promise<boolean> {
  if (shown.is_deleted) return offersAgain;
  // Whether a message is still there shows when it is edited.
  if (shown.reply_hash === hash && !offersAgain) return false;
  const { channel, message_id: messageId, meant_for: meantFor } = shown;
  const now = meantFor === null ? reply : misplaced(reply, meantFor);
  const outcome = await platform.edit(channel, messageId, now);
  if (outcome === 'worn-out') throw tooManyEdits(platform.name);
  if (outcome === 'refused' || (outcome === 'gone' && offersAgain)) return true;
  await em.execute(
    'update messages set reply_hash = ?, is_deleted = ?, updated_at = now() where id = ?',
    [hash, outcome === 'gone', shown.id],
  );
  return false;
}

/** `meantFor` is the channel that refused the message. */
export type Posted = Post & { meantFor: string | null };

/** Posts in a channel (null is the main one), or in the main one with a note when the bot may not post there. */
export async function postAt(
  platform: Poster,
  channel: string | null,
  { reply, key }: { reply: Reply; key: string },
): Promise<Posted> {
  if (channel === null || !platform.postIn) {
    return { ...(await platform.post(reply, key)), meantFor: null };
  }
  const post = await platform.postIn(channel, reply, key);
  if (post !== 'refused') return { ...post, meantFor: null };
  return { ...(await platform.post(misplaced(reply, channel), key)), meantFor: channel };
}
