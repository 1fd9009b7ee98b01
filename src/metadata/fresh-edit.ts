/** A new book is touched by the server itself for as long as it is being read in. */
const arrivalMs = 10 * 60_000;
const untouchedMs = 24 * 3_600_000;

type Times = { addedAt: Date; updatedAt: Date };

/**
 * Whether somebody else changed the item within a day: it was touched after it arrived and after our
 * own last write (`writtenAt`, as the server told it then).
 */
export function isFreshlyEdited(
  { addedAt, updatedAt }: Times,
  { writtenAt, now }: { writtenAt: Date | null; now: Date },
): boolean {
  if (now.getTime() - updatedAt.getTime() >= untouchedMs) return false;
  if (updatedAt.getTime() - addedAt.getTime() <= arrivalMs) return false;
  return writtenAt === null || updatedAt > writtenAt;
}
