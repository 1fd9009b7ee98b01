import type { Audiobookshelf, LibraryItem } from '../clients/audiobookshelf/index.ts';
import { ExternalError } from '../errors.ts';
import type { Time } from '../time.ts';
import { editionFiles } from './edition-files.ts';
import type { KeptMetadata, Replacement } from './rows.ts';

const scanWait = {
  pollMs: 500,
  timeoutMs: 600_000,
};

type Patience = { sleep: Time['sleep']; signal: AbortSignal };

/** A scan that walks the folders while two of them change places could see neither. */
export async function waitUntilUnscanned(
  audiobookshelf: Audiobookshelf,
  libraryId: string,
  patience: Patience,
): Promise<void> {
  const outcome = await audiobookshelf.waitForScan(libraryId, { ...scanWait, ...patience });
  if (outcome === 'finished') return;
  const text = 'Audiobookshelf has been scanning for ten minutes; the swap waits for its end';
  throw new ExternalError('audiobookshelf', 'unreachable', text);
}

/** Lets Audiobookshelf look at the place again and answers the item, null when it lost it. */
export async function lookAnew(
  audiobookshelf: Audiobookshelf,
  { itemId }: Pick<Replacement, 'itemId'>,
  patience: Patience,
): Promise<LibraryItem | null> {
  const known = await audiobookshelf.item(itemId);
  if (!known) return null;
  if (known.isMissing || !(await audiobookshelf.scanItem(itemId))) {
    await audiobookshelf.scanAndWait(known.libraryId, { ...scanWait, ...patience });
  }
  return await audiobookshelf.item(itemId);
}

/** Why the item is not what now stands in the place; null when it is. */
export async function whyNotSeen(item: LibraryItem | null, place: string): Promise<string | null> {
  if (!item) return 'Audiobookshelf no longer has the book';
  if (item.isMissing) return 'Audiobookshelf says that the book is missing';
  const there = await editionFiles(place);
  if ('refused' in there) return there.refused;
  const sizes = (list: (number | null)[]) =>
    list
      .map(Number)
      .sort((a, b) => a - b)
      .join();
  const seen = sizes(item.audioFiles.map(({ sizeBytes }) => sizeBytes));
  const real = sizes(there.files.filter(({ isAudio }) => isAudio).map((file) => file.sizeBytes));
  return seen === real ? null : 'Audiobookshelf shows other files than those that are there';
}

/** Writes back what the tags of the new files have changed. */
export async function keepMetadata(
  audiobookshelf: Audiobookshelf,
  item: LibraryItem,
  wanted: KeptMetadata,
): Promise<void> {
  const changed = (Object.keys(wanted) as (keyof KeptMetadata)[]).filter((field) => {
    // An empty title cannot be written, and an empty list of the old edition is no knowledge.
    const isEmpty = wanted[field] === '' || wanted[field] === null;
    return !isEmpty && JSON.stringify(wanted[field]) !== JSON.stringify(item[field]);
  });
  const patch = Object.fromEntries(changed.map((field) => [field, wanted[field]]));
  await audiobookshelf.patchMedia(item.id, patch);
}
