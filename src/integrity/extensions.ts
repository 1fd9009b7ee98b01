import type { TorrentEntry } from '../torrent/torrent.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const audio = words('mp3 m4a m4b ogg flac aac opus wav');
const companion = words('jpg jpeg png webp cue pdf epub nfo');
const locked = words('aax aaxc aa');
const program = words(
  'exe bat cmd com msi msp scr pif cpl hta vbs vbe js jse wsf wsh ps1 psm1 lnk reg jar sh bash ' +
    'run py pl apk dll sys app dmg pkg deb rpm appimage elf',
);
const archive = words(
  'zip zipx rar 7z arj lzh lha ace cab tar tgz gz bz2 tbz xz txz zst lz4 z iso img bin nrg mdf vhd',
);

export type ExtensionVerdict = {
  /** What goes into the library. */
  link: TorrentEntry[];
  /** What stays behind without harm. */
  skipped: TorrentEntry[];
  /** Why nothing may be imported; `path` is `null` when the reason is the whole download. */
  stop: { path: string | null; reason: string }[];
};

/** Sorts the files of a download by their extension alone; padding is no file and is left out. */
export function extensionVerdict(files: readonly TorrentEntry[]): ExtensionVerdict {
  const verdict: ExtensionVerdict = { link: [], skipped: [], stop: [] };
  for (const file of files) {
    if (file.isPadding) continue;
    const reason = stopReason(extensionOf(file.path));
    if (reason !== null) verdict.stop.push({ path: file.path, reason });
    else if (isLinked(file.path)) verdict.link.push(file);
    else verdict.skipped.push(file);
  }
  if (!verdict.link.some((file) => isAudio(file.path))) {
    verdict.stop.push({ path: null, reason: 'there is no audio file' });
  }
  return verdict;
}

/** The first reasons why nothing may be imported, in words. */
export function stopText({ stop }: ExtensionVerdict): string {
  return stop
    .slice(0, 3)
    .map(({ path, reason }) => (path ? `${path}: ${reason}` : reason))
    .join('; ');
}

/** Whether the library would play the file. */
export function isAudio(path: string): boolean {
  return audio.has(extensionOf(path));
}

/** Audiobookshelf passes over names that start with a dot, such as the `._` twins of macOS. */
function isLinked(path: string): boolean {
  const belowRoot = path.slice(path.indexOf('/') + 1);
  if (/(^|\/)\./.test(belowRoot)) return false;
  return isAudio(path) || companion.has(extensionOf(path));
}

function stopReason(extension: string): string | null {
  if (locked.has(extension)) return 'the audio is locked by its seller';
  if (program.has(extension)) return 'it is a program';
  if (archive.has(extension) || /^[rz]\d\d$/.test(extension)) {
    return 'it is an archive, and archives are never unpacked';
  }
  return null;
}

/** Windows opens `setup.exe .` as `setup.exe`. */
function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/[. ]+$/, '');
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
}
