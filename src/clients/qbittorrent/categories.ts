import { ExternalError } from '../../errors.ts';
import { expectOk } from '../http.ts';
import { type Api, unexpected } from './api.ts';
import { isAbsolute, readCategoryPath } from './schema.ts';

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

/** The folder of a category as qBittorrent calls it; null when there is no such category. */
export async function categoryFolder(api: Api, name: string): Promise<string | null> {
  const category = await findCategory(api, name);
  if (!category) return null;
  const below = category.savePath ?? name;
  if (isAbsolute(below)) return below;
  const { body } = await api.get('app/defaultSavePath');
  const base = body.toString('utf8').trim();
  if (!isAbsolute(base)) throw unexpected('qBittorrent did not name its default save path');
  return `${base.replace(/[/\\]+$/, '')}/${below}`;
}

async function findCategory(api: Api, name: string): Promise<Category | null> {
  const savePath = readCategoryPath(await api.json('torrents/categories'), name);
  return savePath === null ? null : { savePath: savePath || null };
}
