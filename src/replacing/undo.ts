import type { Audiobookshelf } from '../clients/audiobookshelf/index.ts';
import type { FollowServices } from '../downloads/follow.ts';
import { exchange } from './exchange.ts';
import { keepMetadata, lookAnew, waitUntilUnscanned, whyNotSeen } from './library-sight.ts';
import { askBeforeUndo, finishUndone } from './outcomes.ts';
import type { Replacement } from './rows.ts';
import { lostListening, withoutMoved } from './same-listening.ts';
import { planUndo } from './undo-position.ts';

/** Puts the old edition back, or asks first when what was listened to since would be lost. */
export async function undo(
  services: FollowServices,
  audiobookshelf: Audiobookshelf,
  row: Replacement,
  signal: AbortSignal,
): Promise<void> {
  const { place, isFile, asidePath, undoAsidePath, before } = row;
  if (!undoAsidePath) throw new Error(`replacement ${row.id} has no place for what is undone`);
  const position = await settlePosition(services, audiobookshelf, row);
  if (position === 'asked') return;
  const known = await audiobookshelf.item(row.itemId);
  if (known) await waitUntilUnscanned(audiobookshelf, known.libraryId, signal);
  await exchange({ place, next: asidePath, aside: undoAsidePath, isFile });
  const item = await lookAnew(audiobookshelf, row, signal);
  const unseen = await whyNotSeen(item, place);
  if (item && !unseen) await keepMetadata(audiobookshelf, item, before.metadata);
  if (position !== null && before.durationSeconds !== null && item) {
    const to = { seconds: position, ofSeconds: before.durationSeconds };
    await audiobookshelf.moveOwnPosition(row.itemId, to);
  }
  const kept = withoutMoved(before.listening, row.scale);
  const lost = lostListening(kept, await audiobookshelf.listening(row.itemId));
  await finishUndone(services, row, item, [...(unseen ? [unseen] : []), ...lost]);
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
