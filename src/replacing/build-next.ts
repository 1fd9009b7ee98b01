import { link, mkdir, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type Stopped, stopFor, stopped } from '../importing/placement.ts';
import { planFiles } from '../importing/sources.ts';
import { syncFolder, transfer } from '../importing/transfer.ts';
import { isAudio } from '../integrity/extensions.ts';
import type { EditionFile } from './edition-files.ts';

export type Built = {
  /** What goes into the place: the hidden folder, or the one file in it. */
  next: string;
  folder: string;
};

type Build = {
  /** The hidden folder beside the place. */
  folder: string;
  place: string;
  isFile: boolean;
  old: readonly EditionFile[];
  torrentRoot: string;
  files: readonly { path: string; lengthBytes: number }[];
  method: 'link' | 'copy';
  minFreeBytes: number;
  signal: AbortSignal;
};

/** Names of one and the same kind of file: only the ending differs. */
const sameContainer = ['.m4b', '.m4a', '.mp4'];

/**
 * Builds the new edition in a hidden folder: the sound of the download, and whatever stood beside
 * the old sound (cover, notes, the library's own metadata). Leaves nothing behind when it stops.
 */
export async function buildNext(build: Build): Promise<Built | Stopped> {
  const { folder, place, isFile, signal } = build;
  await rm(folder, { recursive: true, force: true });
  const sound = build.files.filter(({ path }) => isAudio(path));
  let isBuilt = false;
  try {
    const planned = await planFiles({ ...build, files: sound });
    if ('kind' in planned) return planned;
    const wrongForm = isFile
      ? whyNotAsFile(
          place,
          planned.map(({ from }) => from),
        )
      : null;
    if (wrongForm) return wrongForm;
    const named = isFile ? planned.map((file) => ({ ...file, to: basename(place) })) : planned;
    await mkdir(folder);
    const method = await transfer(named, folder, build);
    if (typeof method !== 'string') return method;
    if (!isFile) await linkCompanions(build);
    signal.throwIfAborted();
    isBuilt = true;
    return { folder, next: isFile ? join(folder, basename(place)) : folder };
  } catch (error) {
    signal.throwIfAborted();
    const stop = stopFor(error);
    if (stop === null) throw error;
    return stop;
  } finally {
    if (!isBuilt) await rm(folder, { recursive: true, force: true });
  }
}

/** The library knows a file of its own by its whole name, so name and ending have to stay. */
function whyNotAsFile(place: string, sources: readonly string[]): Stopped | null {
  const [source, second] = sources;
  if (source === undefined || second !== undefined) {
    return stopped(
      'single-file',
      `The old edition is the one file ${basename(place)}, the new one has ${sources.length} files; Audiobookshelf would take them for another book.`,
    );
  }
  const [old, fresh] = [place, source].map((name) => extname(name).toLowerCase());
  const isSame = old === fresh || [old, fresh].every((one) => sameContainer.includes(one ?? ''));
  if (isSame) return null;
  return stopped(
    'single-file',
    `The old edition is the one file ${basename(place)}, the new one is ${fresh}; under another name Audiobookshelf would take it for another book.`,
  );
}

/** A cue sheet speaks of the sound it came with. */
async function linkCompanions({ folder, place, old }: Build): Promise<void> {
  const companions = old.filter(
    ({ path, isAudio: isSound }) => !isSound && extname(path).toLowerCase() !== '.cue',
  );
  for (const { path } of companions) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await link(join(place, path), target);
    await syncFolder(dirname(target));
  }
}
