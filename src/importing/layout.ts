import { isAudio } from '../integrity/extensions.ts';

/** The folders that Audiobookshelf joins to the book above them; audio in any other is a book of its own. */
const disc = /^(?:cd|dis[ck])\s*\d{1,3}$/i;

const natural = new Intl.Collator('en', { numeric: true });

/**
 * Where each file of a torrent goes below the book's folder: without the folders all files share, and
 * with parts that would become books of their own renamed to `CD 1`, `CD 2` in their order.
 */
export function layOut(paths: readonly string[]): string[] {
  const split = paths.map((path) => path.split('/'));
  const dropped = sharedFolders(split);
  const below = split.map((parts) => parts.slice(dropped));
  const discs = discNames(below);
  return below.map((parts) => {
    const name = parts.at(-1) ?? '';
    const folder = discs.get(folderOf(parts)) ?? folderOf(parts);
    return folder === '' ? name : `${folder}/${name}`;
  });
}

function folderOf(parts: readonly string[]): string {
  return parts.slice(0, -1).join('/');
}

function sharedFolders(split: readonly string[][]): number {
  const [first = []] = split;
  const differs = first.findIndex(
    (part, index) =>
      disc.test(part) || split.some((parts) => parts.length === index + 1 || parts[index] !== part),
  );
  return Math.max(differs, 0);
}

function discNames(below: readonly string[][]): Map<string, string> {
  const folders = new Set<string>();
  for (const parts of below) {
    const folder = folderOf(parts);
    if (isAudio(parts.join('/')) || disc.test(folder)) folders.add(folder);
  }
  if (folders.has('') || [...folders].every((folder) => disc.test(folder))) return new Map();
  const ordered = [...folders].sort(natural.compare);
  return new Map(ordered.map((folder, index) => [folder, `CD ${index + 1}`]));
}
