import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import type { FollowServices } from '../downloads/follow.ts';
import { editionFiles } from './edition-files.ts';
import { exchange, whyNotMoved } from './exchange.ts';
import { keepMetadata, lookAnew, waitUntilUnscanned, whyNotSeen } from './library-sight.ts';
import { askBeforeUndo, finishUndone, refuseUndo, tellStuck } from './outcomes.ts';
import type { Replacement } from './rows.ts';
import { lostListening, withoutMoved } from './same-listening.ts';
import { planUndo } from './undo-position.ts';

/**
 * Puts the old edition back, or asks first when what was listened to since would be lost; false when the
 * disk does not let it, and then the new one stays.
 */
export async function undo(
  services: FollowServices,
  audiobookshelf: Audiobookshelf,
  row: Replacement,
  signal: AbortSignal,
): Promise<boolean> {
  const { place, isFile, asidePath, undoAsidePath, before } = row;
  if (!undoAsidePath) throw new Error(`replacement ${row.id} has no place for what is undone`);
  const patience = { sleep: services.sleep, signal };
  const position = await settlePosition(services, audiobookshelf, row);
  if (position === 'asked') return true;
  const known = await audiobookshelf.item(row.itemId);
  if (known) await waitUntilUnscanned(audiobookshelf, known.libraryId, patience);
  try {
    await exchange({ place, next: asidePath, aside: undoAsidePath, isFile });
  } catch (error) {
    return await keepNew(services, row, undoAsidePath, whyNotMoved(error));
  }
  const item = await lookAnew(audiobookshelf, row, patience);
  const unseen = await whyNotSeen(item, place);
  if (item && !unseen) await keepMetadata(audiobookshelf, item, before.metadata);
  if (position !== null && before.durationSeconds !== null && item) {
    const to = { seconds: position, ofSeconds: before.durationSeconds };
    await audiobookshelf.moveOwnPosition(row.itemId, to);
  }
  const kept = withoutMoved(before.listening, row.scale);
  const lost = lostListening(kept, await audiobookshelf.listening(row.itemId));
  await finishUndone(services, row, item, [...(unseen ? [unseen] : []), ...lost]);
  return true;
}

/** Brings the new edition back to its place, where it may not stand any more. */
async function keepNew(
  services: FollowServices,
  row: Replacement,
  undoAsidePath: string,
  reason: string,
): Promise<boolean> {
  const { place, isFile, asidePath } = row;
  try {
    const moved = await editionFiles(undoAsidePath);
    if (!('refused' in moved)) {
      await exchange({ place, next: undoAsidePath, aside: asidePath, isFile });
    }
  } catch (error) {
    await tellStuck(services, row, whyNotMoved(error));
    return false;
  }
  await refuseUndo(services, row, reason);
  return true;
}

/**
 * Where the own position goes, null to leave it. Written down before anything is moved: after a kill the
 * position may be that of the old edition already.
 */
async function settlePosition(
  services: FollowServices,
  audiobookshelf: Audiobookshelf,
  row: Replacement,
): Promise<number | null | 'asked'> {
  if (row.scale === null) return null;
  if (row.undoSeconds !== null) return row.undoSeconds;
  const { listening } = row.before;
  const ownOf = ({ listeners }: typeof listening) =>
    listeners.find(({ userId }) => userId === listening.ownId)?.position ?? null;
  const now = ownOf(await audiobookshelf.listening(row.itemId));
  const plan = planUndo(row.scale, { before: ownOf(listening), now }, row.undoPosition);
  if ('ask' in plan) {
    await askBeforeUndo(services, row, plan);
    return 'asked';
  }
  const sql = 'update replacements set undo_seconds = ? where id = ?';
  await services.em().execute(sql, [plan.seconds, row.id]);
  return plan.seconds;
}
