import { UserError } from '../../errors.ts';
import type { Api } from './api.ts';
import type { SeriesPlace } from './people-and-series.ts';
import * as schema from './schema.ts';

/**
 * New values of a book's metadata. A key left out stays as it is, null empties a field, and a list
 * replaces the whole list there.
 */
export type MediaPatch = {
  title?: string;
  subtitle?: string | null;
  authors?: string[];
  narrators?: string[];
  series?: SeriesPlace[];
  genres?: string[];
  publishedYear?: number | null;
  publisher?: string | null;
  description?: string | null;
  isbn?: string | null;
  asin?: string | null;
  language?: string | null;
  isAbridged?: boolean;
};

/**
 * Writes new metadata; an empty patch is not sent. A description is sanitised by the server, so the
 * same patch again can count as an update.
 */
export async function patchMedia(
  api: Api,
  itemId: string,
  patch: MediaPatch,
): Promise<{ isUpdated: boolean }> {
  const json = toWirePatch(patch);
  if (json === null) return { isUpdated: false };
  const path = `api/items/${encodeURIComponent(itemId)}/media`;
  const answer = await api.json({ method: 'PATCH', path, json }, schema.patchAnswer);
  return { isUpdated: answer.updated };
}

/**
 * The patch as Audiobookshelf takes it, null when it holds nothing. The server accepts worse forms
 * and answers 200: authors as texts wipe the authors, a numeric sequence becomes null, one series
 * without a name voids the list, an empty title is stored. Blank names throw a UserError instead.
 */
function toWirePatch(patch: MediaPatch): { metadata: Record<string, unknown> } | null {
  const { title, authors, narrators, series, genres, publishedYear, isAbridged, ...texts } = patch;
  const wire = {
    ...texts,
    title: title === undefined ? undefined : named('title', title),
    authors: authors?.map((author) => ({ name: named('author', author) })),
    narrators: narrators?.map((narrator) => named('narrator', narrator)),
    genres: genres?.map((genre) => named('genre', genre)),
    series: series?.map(({ name, sequence }) => ({
      name: named('series', name),
      sequence: sequence === null ? null : String(sequence),
    })),
    abridged: isAbridged,
    publishedYear: typeof publishedYear === 'number' ? String(publishedYear) : publishedYear,
  };
  const metadata = Object.fromEntries(
    Object.entries(wire).filter(([, value]) => value !== undefined),
  );
  return Object.keys(metadata).length === 0 ? null : { metadata };
}

function named(what: string, value: string): string {
  const text = value.trim();
  if (text !== '') return text;
  throw new UserError(
    'bad_input',
    `A book cannot have an empty ${what}`,
    `Give the ${what} a name`,
  );
}
