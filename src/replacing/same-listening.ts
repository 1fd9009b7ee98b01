import type { Listener, Listening } from '../clients/audiobookshelf/index.ts';

/**
 * What was lost of positions and bookmarks, in words; empty when everything is there. Who went on
 * listening meanwhile has lost nothing: only a position that vanished or fell back counts.
 */
export function lostListening(before: Listening, after: Listening): string[] {
  return before.listeners.flatMap((old, index) => {
    const now = after.listeners.find(({ userId }) => userId === old.userId);
    const who = before.listeners.length === 1 ? 'the listener' : `listener ${index + 1}`;
    return [
      ...(isPositionLost(old, now) ? [`the position of ${who}`] : []),
      ...(isBookmarkLost(old, now) ? [`bookmarks of ${who}`] : []),
    ];
  });
}

function isPositionLost({ position: old }: Listener, now: Listener | undefined): boolean {
  if (!old) return false;
  const position = now?.position;
  if (!position) return true;
  return position.seconds < old.seconds || (old.isFinished && !position.isFinished);
}

function isBookmarkLost({ bookmarks: old }: Listener, now: Listener | undefined): boolean {
  return old.some(
    ({ seconds, title }) =>
      !now?.bookmarks.some((mark) => mark.seconds === seconds && mark.title === title),
  );
}

/** A position that is moved on purpose, and perhaps was moved before a kill, is not one that was lost. */
export function withoutMoved(listening: Listening, scale: number | null): Listening {
  if (scale === null) return listening;
  const listeners = listening.listeners.map((one) =>
    one.userId === listening.ownId ? { ...one, position: null } : one,
  );
  return { ...listening, listeners };
}
