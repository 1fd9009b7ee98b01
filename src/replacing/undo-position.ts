import type { Listener } from '../clients/audiobookshelf/index.ts';

type Position = Listener['position'];
/** `scale`: to the same share of the old edition; `back`: to where it was before the replacement. */
export type UndoPosition = 'scale' | 'back';

/** Less than that is no listening but a matter of rounding. */
const toleranceSeconds = 1;

export type UndoPlan =
  /** Where the position goes; null leaves it where it is. */
  | { seconds: number | null }
  /** It went on since it was moved: a person has to say what is wanted. */
  | {
      ask: {
        beforeSeconds: number;
        movedSeconds: number;
        nowSeconds: number;
        scaledSeconds: number;
      };
    };

/** What an undo does with the own position that the replacement moved by `scale`. */
export function planUndo(
  scale: number,
  { before, now }: { before: Position; now: Position },
  choice: UndoPosition | null,
): UndoPlan {
  const beforeSeconds = before?.seconds ?? 0;
  // A finished book was left alone.
  const movedSeconds = before?.isFinished ? beforeSeconds : beforeSeconds * scale;
  const nowSeconds = now?.seconds ?? 0;
  const hasFinished = now?.isFinished === true && before?.isFinished !== true;
  const hasListened = hasFinished || Math.abs(nowSeconds - movedSeconds) > toleranceSeconds;
  if (!hasListened) return { seconds: before && !before.isFinished ? beforeSeconds : null };
  const scaledSeconds = nowSeconds / scale;
  if (choice === null) return { ask: { beforeSeconds, movedSeconds, nowSeconds, scaledSeconds } };
  if (choice === 'back') return { seconds: beforeSeconds };
  return { seconds: hasFinished ? null : scaledSeconds };
}
