import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { readAudio } from './audio.ts';
import { readFolders } from './folders.ts';
import { type BookMetadata, type ItemFile, type LibraryItem, uuidOf } from './item.ts';
import { isAudioName, walkLibrary } from './walk.ts';

/**
 * Walks the library folder and brings `items` up to date: new books are added, changed ones read
 * again, vanished ones marked missing. A book is known again by its path, then by its inode. With
 * `onlyId` that one item is looked at where it stands.
 */
export async function scanLibrary(
  folder: string,
  items: Map<string, LibraryItem>,
  now: Date,
  onlyId: string | null = null,
): Promise<void> {
  const groups = await walkLibrary(folder);
  const only = onlyId === null ? null : items.get(onlyId)?.relPath;
  const seen = new Set<string>();
  for (const [relPath, paths] of groups) {
    if (only !== null && relPath !== only) continue;
    const path = join(folder, relPath);
    const ino = String((await stat(path)).ino);
    const all = [...items.values()];
    const isFile = paths[0] === relPath;
    const inFolder = isFile
      ? []
      : await Promise.all(paths.map((one) => inodeOf(join(folder, one))));
    const isSame = (item: LibraryItem) =>
      item.ino === ino ||
      (item.isFile && inFolder.includes(item.ino)) ||
      (isFile && item.files.some((file) => file.ino === ino));
    const known =
      all.find((item) => item.relPath === relPath) ??
      all.find((item) => isSame(item) && !groups.has(item.relPath));
    const files = await readFiles(folder, path, paths, known?.files ?? []);
    if (!files.some((file) => file.audio)) continue;
    const scanned = describe(isFile ? basename(relPath, extname(relPath)) : relPath, files);
    const next = { path, relPath, isFile, ino, files, scanned, isMissing: false };
    const item = { ...(known ?? newItem(relPath, now)), ...next };
    seen.add(item.id);
    if (!known || hasChanged(known, item)) {
      items.set(item.id, { ...item, updatedAt: now.getTime(), lastScan: now.getTime() });
    }
  }
  for (const item of items.values()) {
    if (onlyId !== null && item.id !== onlyId) continue;
    if (seen.has(item.id) || item.isMissing) continue;
    items.set(item.id, { ...item, isMissing: true, updatedAt: now.getTime() });
  }
}

async function inodeOf(path: string): Promise<string> {
  return String((await stat(path)).ino);
}

async function readFiles(
  folder: string,
  itemPath: string,
  paths: string[],
  known: ItemFile[],
): Promise<ItemFile[]> {
  const files: ItemFile[] = [];
  for (const relative of paths) {
    const path = join(folder, relative);
    const { size, mtimeMs, ino } = await stat(path);
    const relPath = path === itemPath ? basename(path) : path.slice(itemPath.length + 1);
    const file = { path, relPath, ino: String(ino), sizeBytes: size, mtimeMs };
    const before = known.find((one) => isSameFile(one, file));
    if (before) files.push(before);
    else files.push({ ...file, audio: isAudioName(path) ? await readAudio(path) : null });
  }
  return files;
}

/** Tags win over folders, as in the server's default order of sources. */
function describe(relPath: string, files: ItemFile[]): BookMetadata {
  const folders = readFolders(relPath);
  const tags = files.find((file) => file.audio)?.audio?.tags;
  return {
    title: tags?.album ?? folders.title,
    subtitle: null,
    authors: tags?.authors.length ? tags.authors : folders.authors,
    narrators: tags?.narrators.length ? tags.narrators : folders.narrators,
    series: folders.series ? [folders.series] : [],
    genres: tags?.genres ?? [],
    publishedYear: tags?.year ?? folders.publishedYear,
    publisher: null,
    description: null,
    isbn: null,
    asin: tags?.asin ?? folders.asin,
    language: null,
    explicit: false,
    abridged: false,
  };
}

function newItem(relPath: string, now: Date) {
  const addedAt = now.getTime();
  return {
    id: uuidOf(`item ${relPath} ${addedAt}`),
    addedAt,
    edited: {},
    tags: [],
    coverUrl: null,
    chapters: null,
  };
}

function hasChanged(before: LibraryItem, after: Pick<LibraryItem, 'path' | 'files'>): boolean {
  return (
    before.path !== after.path ||
    before.isMissing ||
    before.files.length !== after.files.length ||
    after.files.some((file) => !before.files.includes(file))
  );
}

function isSameFile(left: ItemFile, right: Omit<ItemFile, 'audio'>): boolean {
  return (
    left.path === right.path &&
    left.ino === right.ino &&
    left.sizeBytes === right.sizeBytes &&
    left.mtimeMs === right.mtimeMs
  );
}
