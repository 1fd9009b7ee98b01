import type { Audiobookshelf, LibraryItem } from '../clients/audiobookshelf/index.ts';
import type { Covers } from '../clients/covers/index.ts';
import { ExternalError } from '../errors.ts';
import type { FieldName } from './facts.ts';
import { type HeldValues, heldValues } from './held-values.ts';
import { putCover } from './put-cover.ts';
import { toPatch } from './to-patch.ts';

export type LibraryBook = { item: LibraryItem; held: HeldValues };

/** The book as the library holds it now, with cover and chapters where they are asked for; null when it is gone. */
export async function readBook(
  audiobookshelf: Audiobookshelf,
  itemId: string,
  fields: readonly FieldName[],
): Promise<LibraryBook | null> {
  const item = await audiobookshelf.item(itemId);
  if (!item) return null;
  const held = heldValues(item);
  if (fields.includes('chapters')) {
    const chapters = await audiobookshelf.chapters(itemId);
    held.chapters = chapters && chapters.length > 0 ? chapters : null;
  }
  if (fields.includes('coverUrl')) {
    const digest = await audiobookshelf.coverDigest(itemId);
    held.coverUrl = digest === null ? null : `sha256:${digest}`;
  }
  return { item, held };
}

/** Writes these values; answers what the server refused, by field. Throws when it does not answer or lets nobody in. */
export async function writeBook(
  { audiobookshelf, covers }: { audiobookshelf: Audiobookshelf; covers: Covers },
  itemId: string,
  values: HeldValues,
): Promise<Map<FieldName, string>> {
  const refused = new Map<FieldName, string>();
  const { coverUrl, chapters, ...rest } = values;
  const fields = Object.keys(rest) as FieldName[];
  const attempt = async (names: readonly FieldName[], write: () => Promise<unknown>) => {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof ExternalError) || error.kind !== 'refused') throw error;
      for (const name of names) refused.set(name, error.message);
    }
  };
  if (fields.length > 0) {
    await attempt(fields, () => audiobookshelf.patchMedia(itemId, toPatch(rest)));
  }
  if (coverUrl === null) await attempt(['coverUrl'], () => audiobookshelf.removeCover(itemId));
  else if (coverUrl !== undefined) {
    await attempt(['coverUrl'], () => putCover(audiobookshelf, covers, itemId, coverUrl));
  }
  if (chapters !== undefined) {
    await attempt(['chapters'], () => audiobookshelf.writeChapters(itemId, chapters ?? []));
  }
  return refused;
}
