import { basename } from 'node:path/posix';
import type { Api } from './api.ts';
import { listRefs } from './read-items.ts';
import * as schema from './schema.ts';

const pageSize = 100;
const newestPages = 2;
const searchLimit = 50;

/**
 * Id of the item at this path as Audiobookshelf sees it: among the newest ones (an import just
 * done), else among those the search finds by words of the folder name. Null is no proof that
 * there is none: the search knows titles, and a title can differ from its folder.
 */
export async function findIdByPath(
  api: Api,
  libraryId: string,
  fullPath: string,
): Promise<string | null> {
  const wanted = comparable(fullPath);
  for (let page = 0; page < newestPages; page++) {
    const listed = await listRefs(api, libraryId, { page, limit: pageSize, order: 'newest' });
    const found = listed.refs.find((ref) => comparable(ref.path) === wanted);
    if (found) return found.id;
    if (listed.rowCount < pageSize) return null;
  }
  const found = await searchRefs(api, libraryId, searchWords(fullPath));
  return found.find((ref) => comparable(ref.path) === wanted)?.id ?? null;
}

/**
 * The longest run of words in the last part of a path, without extension, `{narrator}` and
 * `[tags]`: a part of the title that its own punctuation, numbering and subtitle do not spoil.
 */
export function searchWords(fullPath: string): string {
  const name = basename(fullPath)
    .replace(/\.\w{2,4}$/, '')
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, '/');
  const runs = name.split(/[^\p{L}\p{M}\p{N}' ]+/u).map((run) => run.trim());
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

async function searchRefs(api: Api, libraryId: string, words: string) {
  if (words === '') return [];
  const answer = await api.json(
    {
      path: `api/libraries/${encodeURIComponent(libraryId)}/search`,
      query: { q: words, limit: String(searchLimit) },
    },
    schema.searchAnswer,
  );
  return answer.book.flatMap((row) => schema.searchHit.safeParse(row).data?.libraryItem ?? []);
}

function comparable(path: string): string {
  return path.normalize('NFC').replace(/\/+$/, '');
}
