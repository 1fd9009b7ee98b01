import { access, constants, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { soon } from '../health/patience.ts';
import { mustCopy } from '../importing/link-probe.ts';
import type { Services } from '../services.ts';
import { ourPath, readPathMap } from '../settings/path-map.ts';
import { type Found, ok } from './finding.ts';

type Folders = Pick<Services, 'qbittorrent' | 'config' | 'policy'>;

/** Whether the category is there, and saves where the setting says. */
export async function lookAtCategory({
  qbittorrent,
  config,
}: Pick<Services, 'qbittorrent' | 'config'>): Promise<Found> {
  const { QB_CATEGORY: category, QB_SAVE_PATH: wanted } = config.settings;
  if (!qbittorrent) return { state: 'off', text: 'qBittorrent is not set up' };
  const folder = await qbittorrent.categoryFolder(category);
  if (folder === null) {
    const text = `qBittorrent has no category "${category}" yet`;
    return { state: 'open', text, hint: 'The first grab makes it, with QB_SAVE_PATH.' };
  }
  if (wanted === undefined || samePath(wanted, folder)) {
    return ok(`"${category}" is there and saves to ${folder}`);
  }
  const text = `"${category}" saves to ${folder}, but QB_SAVE_PATH is ${wanted}`;
  const hint = 'Change one of them; a category that is there is never changed by the bot.';
  return { state: 'warning', text, hint };
}

function samePath(one: string, other: string): boolean {
  const [a, b] = [one, other].map((folder) => folder.replaceAll('\\', '/').replace(/\/+$/, ''));
  return a === b;
}

/** Whether the folder of the category is where this program can read it. */
export async function lookAtDownloads(em: EntityManager, services: Folders): Promise<Found> {
  const { QB_CATEGORY: category } = services.config.settings;
  const folder = await folderOf(em, services);
  if (folder === null) {
    const text = `qBittorrent has no category "${category}" yet`;
    return { state: 'open', text, hint: 'The first grab makes it; ask again then.' };
  }
  const { ours, theirs } = folder;
  const mapped = ours === theirs ? ours : `${theirs} (${ours} here)`;
  if (await isReadable(ours)) return ok(`"${category}" saves to ${mapped}, which can be read`);
  const hint = `Mount it here too, or tell where it is: settings PATH_MAP "${theirs}=<path here>"`;
  return { state: 'bad', text: `"${category}" saves to ${mapped}, which cannot be read`, hint };
}

/** Tries a link from a downloaded file into the library, as an import would. */
export async function lookAtLinks(em: EntityManager, services: Folders): Promise<Found> {
  const { LIBRARY_PATH: library, IMPORT_METHOD: method } = services.config.settings;
  if (method !== 'link') return ok(`IMPORT_METHOD is ${method}: nothing is linked`);
  const folder = library ? await folderOf(em, services) : null;
  const file = folder && (await firstFile(folder.ours, 4));
  if (!library || !file) {
    const text = 'there is no download yet that a link could be tried with';
    return { state: 'open', text, hint: 'Ask again after the first download.' };
  }
  if (!(await mustCopy(library, file))) return ok('downloads can be linked into the library');
  const text = 'downloads and library take no links between them: books are copied';
  const hint = 'Mount the folder above both as one, so that a book takes its space once.';
  return { state: 'warning', text, hint };
}

async function folderOf(
  em: EntityManager,
  { qbittorrent, config, policy }: Folders,
): Promise<{ ours: string; theirs: string } | null> {
  if (!qbittorrent) return null;
  const theirs = await soon(qbittorrent.categoryFolder(config.settings.QB_CATEGORY));
  if (!theirs) return null;
  return { theirs, ours: ourPath(readPathMap((await policy(em)).pathMap), theirs) };
}

async function isReadable(folder: string): Promise<boolean> {
  return await access(folder, constants.R_OK).then(
    () => true,
    () => false,
  );
}

/** A file at most so many folders deep. */
async function firstFile(folder: string, depth: number): Promise<string | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const file = entries.find((one) => one.isFile());
  if (file) return path.join(folder, file.name);
  if (depth === 0) return null;
  for (const inner of entries.filter((one) => one.isDirectory())) {
    const found = await firstFile(path.join(folder, inner.name), depth - 1);
    if (found !== null) return found;
  }
  return null;
}
