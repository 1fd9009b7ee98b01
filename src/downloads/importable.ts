import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { isAudio } from '../integrity/extensions.ts';
import { booksNamed, type NamedBook } from '../library/name-match.ts';
import type { Services } from '../services.ts';
import { ourPath, readPathMap } from '../settings/path-map.ts';
import { findDownload } from './find-download.ts';

type ImportServices = Pick<Services, 'config' | 'policy' | 'qbittorrent'>;

export type Importable = {
  /** Stopped downloads of which nobody has said which book they are. */
  downloads: { id: number; name: string }[];
  /** Folders and audio files below the folder of the category that belong to no download. */
  folders: string[];
  /** Why the folders cannot be listed. */
  problem: string | null;
};

/** What can be imported by hand. */
export async function listImportable(
  em: EntityManager,
  services: ImportServices,
): Promise<Importable> {
  const downloads = await em.execute<{ id: number; name: string }[]>(
    `select id, coalesce(content_path, title) as name from downloads
      where status = 'stopped' and missing_book_id is null order by id`,
  );
  const found = await unknownFolders(em, services);
  if (typeof found === 'string') return { downloads, folders: [], problem: found };
  return { downloads, folders: found, problem: null };
}

async function unknownFolders(
  em: EntityManager,
  { config, policy, qbittorrent }: ImportServices,
): Promise<string[] | string> {
  if (!qbittorrent) return 'qBittorrent is not configured, so its folder is not known.';
  const category = config.settings.QB_CATEGORY;
  const clientFolder = await qbittorrent.categoryFolder(category);
  if (clientFolder === null) return `qBittorrent has no category "${category}" yet.`;
  const map = readPathMap((await policy(em)).pathMap);
  const folder = ourPath(map, clientFolder);
  const known = await knownContent(em);
  for (const torrent of await qbittorrent.torrentsOfCategory(category)) {
    if (torrent.isComplete && !known.hashes.has(torrent.hash)) continue;
    const content = ourPath(map, torrent.contentPath ?? `${torrent.savePath}/${torrent.name}`);
    known.names.add(topmost(path.relative(folder, content)));
  }
  const names = await namesIn(folder);
  if (!names) {
    return `qBittorrent says ${clientFolder}, which is not there for this program; set PATH_MAP.`;
  }
  return names.filter((name) => !known.names.has(name));
}

/** Torrents and folders that a download stands for. */
async function knownContent(
  em: EntityManager,
): Promise<{ hashes: ReadonlySet<string>; names: Set<string> }> {
  const rows = await em.execute<{ hash: string | null; path: string | null }[]>(
    `select qbittorrent_hash as hash, content_path as path from downloads
      where (qbittorrent_hash is not null or content_path is not null)
        and (content_path is null or status not in ('failed', 'cancelled', 'abandoned'))`,
  );
  return {
    hashes: new Set(rows.flatMap((row) => row.hash ?? [])),
    names: new Set(rows.flatMap((row) => (row.path ? [topmost(row.path)] : []))),
  };
}

function topmost(below: string): string {
  return below.split('/')[0] ?? '';
}

/** Folders and audio files, links left out; null when there is no such folder. */
async function namesIn(folder: string): Promise<string[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const plain = entries.filter(
      (entry) =>
        !entry.name.startsWith('.') &&
        (entry.isDirectory() || (entry.isFile() && isAudio(entry.name))),
    );
    return plain.map((entry) => entry.name).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return null;
    throw error;
  }
}

const mostCandidates = 25;

export type Candidates = {
  download: number;
  name: string;
  candidates: { book: NamedBook; reasons: string[] }[];
};

/** The missing books that a download may be, by the names of its folder and file. */
export async function candidatesFor(em: EntityManager, downloadId: number): Promise<Candidates> {
  const { title, contentPath } = await findDownload(em, downloadId);
  const name = contentPath ?? title;
  const books = await em.execute<NamedBook[]>(
    `select id, title, author_name as author, series_name as series, series_number as position
       from missing_books where replaces_book_id is null and download_status in ('identified', 'unsure', 'announced', 'failed', 'hidden')`,
  );
  const candidates = booksNamed([...name.split('/'), title], books);
  return { download: downloadId, name, candidates: candidates.slice(0, mostCandidates) };
}
