import type { Api } from './api.ts';
import * as schema from './schema.ts';

export type Chapter = { title: string; startSeconds: number; endSeconds: number };

/** The chapters of one item, null when there is no such item. */
export async function readChapters(api: Api, itemId: string): Promise<Chapter[] | null> {
  const path = `api/items/${encodeURIComponent(itemId)}`;
  const answer = await api.jsonIfFound({ path, query: { expanded: '1' } }, schema.chapteredItem);
  if (answer === null) return null;
  return answer.media.chapters.map(({ title, start, end }) => {
    return { title, startSeconds: start, endSeconds: end };
  });
}

/** Replaces all chapters of an item. */
export async function writeChapters(
  api: Api,
  itemId: string,
  chapters: readonly Chapter[],
): Promise<void> {
  const rows = chapters.map(({ title, startSeconds, endSeconds }, id) => {
    return { id, title, start: startSeconds, end: endSeconds };
  });
  const path = `api/items/${encodeURIComponent(itemId)}/chapters`;
  await api.send({ method: 'POST', path, json: { chapters: rows } });
}
