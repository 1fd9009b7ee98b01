import { ExternalError } from '../../errors.ts';
import { expectOk } from '../http.ts';
import type { Api } from './api.ts';
import { readCategoryPath } from './schema.ts';

/** `savePath` null: the folder named like the category below the default save path. */
export type Category = { savePath: string | null };

/** Creates the category when it is absent; an existing one stays as it is. Throws `refused` for an impossible name. */
export async function ensureCategory(
  api: Api,
  name: string,
  savePath: string | null,
): Promise<Category> {
  const existing = await findCategory(api, name);
  if (existing) return existing;
  const form = { category: name, savePath: savePath ?? '' };
  const answer = await api.ask({ method: 'POST', path: 'torrents/createCategory', form });
  // 409 is both an impossible name and a category that someone else has just created.
  if (answer.status !== 409) expectOk('qbittorrent', answer);
  const created = await findCategory(api, name);
  if (created) return created;
  const text = 'qBittorrent did not create the category; it may not like its name';
  throw new ExternalError('qbittorrent', 'refused', text);
}

async function findCategory(api: Api, name: string): Promise<Category | null> {
  const savePath = readCategoryPath(await api.json('torrents/categories'), name);
  return savePath === null ? null : { savePath: savePath || null };
}
