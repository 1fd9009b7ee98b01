import { isObject } from '../http.ts';
import { type BookMetadata, type LibraryItem, metadataOf } from './item.ts';

const textFields = [
  'subtitle',
  'publisher',
  'isbn',
  'asin',
  'language',
  'publishedYear',
] as const satisfies (keyof BookMetadata)[];

/**
 * `PATCH /api/items/:id/media` with the server's traps: lists replace, authors given as texts wipe
 * the authors, a numeric sequence becomes null, a series without a name voids the whole list and
 * leaves `updated` out, an empty title is stored, and a description always counts as an update.
 */
export function patchMedia(
  item: LibraryItem,
  body: Record<string, unknown>,
): { item: LibraryItem; updated: boolean | undefined } {
  const given = isObject(body['metadata']) ? body['metadata'] : {};
  const edited: Partial<BookMetadata> = {
    ...textsOf(given),
    ...listsOf(given),
    ...('description' in given ? { description: sanitised(given['description']) } : {}),
    ...flagsOf(given),
  };
  const series = given['series'];
  const isVoid = Array.isArray(series) && !series.every((one) => isObject(one) && one['name']);
  if (Array.isArray(series) && !isVoid) edited.series = series.map(placeOf);
  const tags = Array.isArray(body['tags']) ? body['tags'].map(String) : item.tags;
  const next = { ...item, tags, edited: { ...item.edited, ...edited } };
  const changed =
    'description' in given ||
    JSON.stringify([metadataOf(next), tags]) !== JSON.stringify([metadataOf(item), item.tags]);
  return { item: next, updated: isVoid ? undefined : changed };
}

function textsOf(given: Record<string, unknown>): Partial<BookMetadata> {
  const texts: Partial<BookMetadata> = {};
  for (const field of textFields) {
    const value = given[field];
    if (typeof value === 'string' || typeof value === 'number') texts[field] = String(value);
    else if (value === null) texts[field] = null;
  }
  if (typeof given['title'] === 'string') texts.title = given['title'];
  return texts;
}

function listsOf(given: Record<string, unknown>): Partial<BookMetadata> {
  const { authors, narrators, genres } = given;
  const lists: Partial<BookMetadata> = {};
  if (Array.isArray(authors)) {
    lists.authors = authors.flatMap((author) => (isObject(author) ? [String(author['name'])] : []));
  }
  if (isTexts(narrators)) lists.narrators = narrators;
  if (isTexts(genres)) lists.genres = genres;
  return lists;
}

function flagsOf({ explicit, abridged }: Record<string, unknown>): Partial<BookMetadata> {
  return {
    ...(typeof explicit === 'boolean' ? { explicit } : {}),
    ...(typeof abridged === 'boolean' ? { abridged } : {}),
  };
}

function placeOf(value: unknown): { name: string; sequence: string | null } {
  const { name, sequence } = isObject(value) ? value : {};
  return { name: String(name), sequence: typeof sequence === 'string' ? sequence : null };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function sanitised(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const bare = value.replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gis, '');
  return bare.replaceAll(/<\/?(?!(?:p|ol|ul|li|a|strong|em|del|br|b|i)\b)[a-z][^>]*>/gi, '');
}
