import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import type { FollowServices } from '../downloads/follow.ts';
import { ExternalError, messageOf } from '../errors.ts';
import { editionFiles } from './edition-files.ts';
import { exchange, whyNotMoved } from './exchange.ts';
import { keepMetadata, lookAnew, waitUntilUnscanned, whyNotSeen } from './library-sight.ts';
import { finishBackOut, finishReplaced, tellStuck } from './outcomes.ts';
import { removeKept } from './remove-kept.ts';
import { movingReplacements, type Replacement, replacementOf, step } from './rows.ts';
import { lostListening, withoutMoved } from './same-listening.ts';
import { undo } from './undo.ts';

/**
 * Takes up every replacement that was cut off, wherever that was. A service that is away leaves it
 * where it is, with one listenable edition in the place.
 */
export async function carryOnReplacements(
  services: FollowServices,
  signal: AbortSignal,
): Promise<void> {
  for (const row of await movingReplacements(services.em())) {
    if (signal.aborted) return;
    try {
      await carryOn(services, row.downloadId, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ExternalError)) throw error;
      const cause = messageOf(error);
      services.log.warn({ replacement: row.id, cause }, 'a replacement has to wait');
    }
  }
}

/** Takes one replacement from step to step until it rests. */
export async function carryOn(
  services: FollowServices,
  downloadId: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const row = await replacementOf(services.em(), downloadId);
    if (!row) return;
    const { audiobookshelf } = services;
    if (!audiobookshelf) {
      throw new ExternalError('audiobookshelf', 'unreachable', 'Audiobookshelf is not configured');
    }
    signal.throwIfAborted();
    if (row.status === 'swapping') await swap(services, audiobookshelf, row, signal);
    else if (row.status === 'swapped') await check(services, audiobookshelf, row, signal);
    else if (row.status === 'backing_out') {
      if (!(await backOut(services, audiobookshelf, row, signal))) return;
    } else if (row.status === 'undoing') {
      if (!(await undo(services, audiobookshelf, row, signal))) return;
    } else if (row.status === 'removing') return await removeKept(services, row);
    else return;
  }
}

async function swap(
  { em, sleep }: FollowServices,
  audiobookshelf: Audiobookshelf,
  row: Replacement,
  signal: AbortSignal,
): Promise<void> {
  const item = await audiobookshelf.item(row.itemId);
  if (item) await waitUntilUnscanned(audiobookshelf, item.libraryId, { sleep, signal });
  const changed = await whyChangedSince(row);
  if (changed) {
    await step(em(), row.id, 'swapping', 'backing_out', changed);
    return;
  }
  try {
    await exchange({ ...row, next: row.nextPath, aside: row.asidePath });
  } catch (error) {
    await step(em(), row.id, 'swapping', 'backing_out', whyNotMoved(error));
    return;
  }
  await step(em(), row.id, 'swapping', 'swapped');
}

/** Before anything moved the place has to hold what was looked at; after a kill that may be long ago. */
async function whyChangedSince(row: Replacement): Promise<string | null> {
  const standing = await editionFiles(row.place);
  if (!('refused' in (await editionFiles(row.asidePath)))) return null;
  if ('refused' in standing) return standing.refused;
  const isSame = standing.sizeBytes === row.sizeBytes;
  return isSame ? null : 'somebody changed the old edition meanwhile';
}

async function check(
  services: FollowServices,
  audiobookshelf: Audiobookshelf,
  row: Replacement,
  signal: AbortSignal,
): Promise<void> {
  const item = await lookAnew(audiobookshelf, row, { sleep: services.sleep, signal });
  const unseen = await whyNotSeen(item, row.place);
  if (unseen || !item) {
    await step(services.em(), row.id, 'swapped', 'backing_out', unseen);
    return;
  }
  await discardHidden(row);
  const { listening, metadata, durationSeconds } = row.before;
  const lost = lostListening(
    withoutMoved(row.before.listening, row.scale),
    await audiobookshelf.listening(row.itemId),
  );
  if (lost.length > 0) {
    const reason = `Audiobookshelf lost ${lost.join(' and ')}`;
    await step(services.em(), row.id, 'swapped', 'backing_out', reason);
    return;
  }
  const narrators = row.narrators.length > 0 ? row.narrators : metadata.narrators;
  await keepMetadata(audiobookshelf, item, { ...metadata, narrators });
  const own = listening.listeners.find(({ userId }) => userId === listening.ownId)?.position;
  if (row.scale !== null && durationSeconds !== null && own && !own.isFinished) {
    const to = { seconds: own.seconds * row.scale, ofSeconds: durationSeconds * row.scale };
    await audiobookshelf.moveOwnPosition(row.itemId, to);
  }
  await finishReplaced(services, row, await audiobookshelf.item(row.itemId));
}

/** The folder the new edition was built in; only links to or copies of the download are ever in it. */
async function discardHidden({ isFile, nextPath }: Replacement): Promise<void> {
  await rm(isFile ? path.dirname(nextPath) : nextPath, { recursive: true, force: true });
}

/** The old edition goes back to its place; false when the disk does not let it for now. */
async function backOut(
  services: FollowServices,
  audiobookshelf: Audiobookshelf,
  row: Replacement,
  signal: AbortSignal,
): Promise<boolean> {
  const { place, isFile, nextPath, asidePath } = row;
  const old = await editionFiles(asidePath);
  try {
    if (!('refused' in old)) await exchange({ place, next: asidePath, aside: nextPath, isFile });
  } catch (error) {
    await tellStuck(services, row, whyNotMoved(error));
    return false;
  }
  const standing = await editionFiles(place);
  if ('refused' in standing) {
    await tellStuck(services, row, standing.refused);
    return false;
  }
  await lookAnew(audiobookshelf, row, { sleep: services.sleep, signal });
  await discardHidden(row);
  await finishBackOut(services, row);
  return true;
}
