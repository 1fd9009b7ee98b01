import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { postAt, type Posted } from '../alerts/deliver.ts';
import type { PlaceOf } from '../alerts/places.ts';
import { misplaced } from '../alerts/words/misplaced.ts';
import type { Lasting, Platform } from '../chat/platform.ts';
import type { Reply } from '../command/reply.ts';
import { lockRow, noteGone, noteIntent, noteShown, type Placed, type Row } from './row.ts';

export type KeepOptions = {
  em: () => EntityManager;
  platform: Platform & { lasting: Lasting };
  placeOf: PlaceOf;
  /** The board as it has to look now; null when none is wanted. */
  render: (em: EntityManager) => Promise<Reply | null>;
  now: () => Date;
};

/** Chats mind a message that changes all the time. */
const leastGapMs = 15_000;
/** At most: the old board goes, the new one is intended, and posted. */
const mostSteps = 3;

/**
 * Brings the board of one chat up to date: posts and pins it, edits it when it looks different, makes a
 * new one where it was deleted or takes no more edits. Safe to call from several processes, and after a
 * kill at any moment: a board that may have been posted is looked for first.
 */
export async function keepBoard(options: KeepOptions): Promise<void> {
  for (let step = 0; step < mostSteps; step += 1) {
    const outcome = await options.em().transactional((em) => takeStep(em, options));
    if (outcome === 'done') return;
  }
}

type Step = 'done' | 'more';
type Wanted = { reply: Reply; hash: string; channel: string | null };

async function takeStep(em: EntityManager, options: KeepOptions): Promise<Step> {
  const { platform, now } = options;
  const row = await lockRow(em, platform.name);
  if (!row || isTooSoon(row, now())) return 'done';
  const wanted = await wantedNow(em, options);
  if (!wanted) return await takeAway(em, options, row);
  if (row.message)
    return await bringUpToDate(em, options, { ...row, message: row.message }, wanted);
  if (row.intendedAt) return await postNew(em, options, { ...row, since: row.intendedAt }, wanted);
  await noteIntent(em, platform.name, now());
  return 'more';
}

function isTooSoon({ message, editedAt }: Row, now: Date): boolean {
  return message !== null && editedAt !== null && now.getTime() - editedAt.getTime() < leastGapMs;
}

async function wantedNow(
  em: EntityManager,
  { platform, placeOf, render }: KeepOptions,
): Promise<Wanted | null> {
  const place = await placeOf(em, { kind: 'board', severity: null }, platform.name);
  const reply = place && (await render(em));
  if (!reply) return null;
  const hash = createHash('sha256').update(JSON.stringify(reply)).digest('hex');
  return { reply, hash, channel: place.channel };
}

async function takeAway(em: EntityManager, options: KeepOptions, row: Row): Promise<Step> {
  const { platform } = options;
  const message =
    row.message ?? (row.intendedAt && (await findLost(platform, row, row.intendedAt)));
  if (message) await platform.lasting.remove(message.channel, message.messageId);
  if (message || row.intendedAt) await noteGone(em, platform.name);
  return 'done';
}

async function bringUpToDate(
  em: EntityManager,
  { platform, now }: KeepOptions,
  { message, hash: shownHash, isPinned }: Row & { message: Placed },
  { reply, hash, channel: place }: Wanted,
): Promise<Step> {
  const { channel, messageId } = message;
  const isElsewhere = message.place !== place;
  if (!isElsewhere && hash === shownHash) return 'done';
  const outcome = isElsewhere
    ? 'elsewhere'
    : await platform.edit(channel, messageId, readable(reply, message));
  if (outcome === 'edited') {
    const isFast = isPinned || (await platform.lasting.pin(channel, messageId));
    await noteShown(em, platform.name, { message, hash, isPinned: isFast, now: now() });
    return 'done';
  }
  if (outcome === 'worn-out' || outcome === 'elsewhere') {
    await platform.lasting.remove(channel, messageId);
  }
  await noteIntent(em, platform.name, now());
  return 'more';
}

async function postNew(
  em: EntityManager,
  { platform, now }: KeepOptions,
  row: Row & { since: Date },
  { reply, hash, channel }: Wanted,
): Promise<Step> {
  const lost = await findLost(platform, row, row.since, channel);
  const message = lost ?? (await postAt(platform, channel, { reply, key: keyOf(platform, row) }));
  const isPinned = await platform.lasting.pin(message.channel, message.messageId);
  // What one from before a crash shows is not known: the next look brings it up to date.
  const shownHash = lost ? '' : hash;
  const placed = { ...message, place: channel };
  await noteShown(em, platform.name, { message: placed, hash: shownHash, isPinned, now: now() });
  return 'done';
}

/** A board that was about to be posted when everything ended: in its channel, or where it fell back to. */
async function findLost(
  { name, lasting }: KeepOptions['platform'],
  row: Row,
  since: Date,
  channel: string | null = null,
): Promise<Posted | null> {
  const sought = { dedupeKey: keyOf({ name }, row), title: boardTitle, since };
  const found = await lasting.find(channel, sought);
  if (found || channel === null) return found && { ...found, meantFor: null };
  const fallen = await lasting.find(null, sought);
  return fallen && { ...fallen, meantFor: channel };
}

function keyOf({ name }: { name: string }, { number }: Row): string {
  return `board:${name}:${number}`;
}

function readable(reply: Reply, { meantFor }: Posted): Reply {
  return meantFor === null ? reply : misplaced(reply, meantFor);
}

/** By which a board is recognised, so it never changes. */
export const boardTitle = 'Status board';
