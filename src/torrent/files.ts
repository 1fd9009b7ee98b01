import { countOf, isList, itemsOf, pick, textOf, type Value } from './bencode.ts';
import { readPath } from './paths.ts';
import { type TorrentEntry, type TorrentFault, torrentFault } from './torrent.ts';

const maxFiles = 10_000;
/** Of all paths together; comparing them is what costs most. */
const maxPathBytes = 1_000_000;
const fileKeys = ['attr', 'length', 'path', 'path.utf-8'] as const;

type Keys = Map<(typeof fileKeys)[number], Value>;

/** The only file of a torrent without a list of files. */
export function readSingleFile(
  name: string,
  length: Value | undefined,
  attributes: Value | undefined,
): TorrentEntry[] | TorrentFault {
  const entry = readEntry([name], length, attributes);
  return 'fault' in entry ? refused('The file', entry) : [entry];
}

/** The files of a torrent with a list of them, below the folder `name`; no two may collide on disk. */
export function readFileList(name: string, list: Value): TorrentEntry[] | TorrentFault {
  if (!isList(list)) return torrentFault('bad-info', 'The list of files is no list.');
  const entries: TorrentEntry[] = [];
  let pathBytes = 0;
  for (const item of itemsOf(list)) {
    if (entries.length === maxFiles) {
      return torrentFault('too-many-files', `The torrent has more than ${maxFiles} files.`);
    }
    const keys = pick(item, fileKeys);
    const entry = keys === null ? null : readListed(name, keys);
    if (entry === null || 'fault' in entry) {
      const which = `File ${entries.length + 1}`;
      return refused(which, entry ?? torrentFault('bad-info', 'it is no dictionary'));
    }
    pathBytes += Buffer.byteLength(entry.path);
    if (pathBytes > maxPathBytes) {
      return torrentFault('too-many-files', 'The names in the torrent are too long.');
    }
    entries.push(entry);
  }
  if (entries.length === 0) return torrentFault('bad-info', 'The torrent has no files.');
  return collision(entries) ?? entries;
}

function readListed(name: string, keys: Keys): TorrentEntry | TorrentFault {
  const path = keys.get('path.utf-8') ?? keys.get('path');
  if (path === undefined) return torrentFault('bad-path', 'it has no path');
  const read = readPath(itemsOf(path));
  if ('refused' in read) return torrentFault('bad-path', `its path has ${read.refused}`);
  return readEntry([name, ...read.parts], keys.get('length'), keys.get('attr'));
}

function readEntry(
  parts: string[],
  length: Value | undefined,
  attributes: Value | undefined,
): TorrentEntry | TorrentFault {
  const lengthBytes = countOf(length);
  if (lengthBytes === null) return torrentFault('bad-info', 'it has no usable length');
  const flags = attributes === undefined ? '' : (textOf(attributes)?.toString('latin1') ?? '');
  if (flags.includes('l')) return torrentFault('bad-path', 'it is a symbolic link');
  // BitComet marks its padding by the name only, and libtorrent goes along with that.
  const isPadding = flags.includes('p') || parts.some((part) => part.includes(bitCometPadding));
  return { path: parts.join('/'), lengthBytes, isPadding };
}

const bitCometPadding = '_____padding_file_';

function refused(which: string, { fault, explanation }: TorrentFault): TorrentFault {
  return torrentFault(fault, `${which} of the torrent is refused: ${explanation}.`);
}

/** Sorted with the folder border as the lowest character, whatever collides stands side by side. */
function collision(entries: readonly TorrentEntry[]): TorrentFault | null {
  const keys = entries
    .filter((entry) => !entry.isPadding)
    .map((entry) => entry.path.normalize('NFC').toLowerCase().replaceAll('/', '\0'))
    .sort();
  for (const [index, key] of keys.entries()) {
    const next = keys[index + 1];
    if (next === key || next?.startsWith(`${key}\0`)) {
      return torrentFault('bad-path', 'Two files of the torrent have the same path.');
    }
  }
  return null;
}
