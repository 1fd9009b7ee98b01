import type { LibraryItem } from '../../clients/audiobookshelf/index.ts';
import { readPathMap } from '../../settings/path-map.ts';
import type { Services } from '../../services.ts';
import type { BookFacts } from '../facts.ts';
import { findBookFiles, placesOf, type View } from './book-files.ts';
import { downloadOf } from './download-of.ts';
import { readFileTags } from './file-tags.ts';
import { hearOpening } from './opening.ts';
import { pathFacts } from './path-facts.ts';
import { releaseFacts } from './release-facts.ts';
import { readSpokenOpening } from './spoken-opening.ts';
import { type FileTags, tagFacts } from './tag-facts.ts';

export type GatherServices = Pick<
  Services,
  'config' | 'em' | 'now' | 'policy' | 'audiobookshelf' | 'ffmpeg' | 'transcription'
>;

/** What the book itself says through each of its sources, and which of them are silent, with the reason. */
export type Gathered = {
  told: { source: string; facts: BookFacts; confidence: number }[];
  silent: { source: string; reason: string }[];
};

/** Names are spelled by ear. */
const heardConfidence = 0.9;

/** Looks at everything that is there of a book: its files, their place, and how it came. */
export async function gatherFacts(
  services: GatherServices,
  { id, item }: { id: number; item: LibraryItem },
  { hears }: { hears: boolean },
): Promise<Gathered> {
  const view = await viewOf(services, item);
  const arrival = await downloadOf(services.em(), id, placesOf(item.path, view));
  const release = arrival?.release ? releaseFacts(arrival.release) : {};
  // The folder of a book we imported was named by us, so it bears witness to nothing.
  const named = arrival ? {} : pathFacts(item.relPath);
  const gathered: Gathered = {
    told: [
      { source: 'torrent', facts: release, confidence: 1 },
      { source: 'file-names', facts: named, confidence: 1 },
    ],
    silent: [],
  };
  const found = await findBookFiles(item, view);
  if ('reason' in found) gathered.silent.push({ source: 'tags', reason: found.reason });
  else {
    const ears = hears ? services.transcription : null;
    await addFiles({ ...services, transcription: ears }, id, found.files, gathered);
  }
  return gathered;
}

async function viewOf(services: GatherServices, item: LibraryItem): Promise<View> {
  const libraries = (await services.audiobookshelf?.libraries()) ?? [];
  const library = libraries.find(({ id }) => id === item.libraryId);
  const { pathMap } = await services.policy(services.em());
  return {
    roots: library?.folders.map(({ fullPath }) => fullPath) ?? [],
    libraryPath: services.config.settings.LIBRARY_PATH,
    pathMap: readPathMap(pathMap),
  };
}

async function addFiles(
  services: GatherServices,
  bookId: number,
  files: readonly string[],
  { told, silent }: Gathered,
): Promise<void> {
  const tags = await readAll(services, files);
  if ('reason' in tags) silent.push({ source: 'tags', reason: tags.reason });
  else told.push({ source: 'tags', facts: tagFacts(tags.read), confidence: 1 });
  const [first] = files;
  const opening = first === undefined ? null : await hearOpening(services, bookId, first);
  if (!opening) return;
  if ('reason' in opening) silent.push({ source: 'opening', reason: opening.reason });
  else {
    const facts = readSpokenOpening(opening.words);
    told.push({ source: 'opening', facts, confidence: heardConfidence });
  }
}

async function readAll(
  { ffmpeg }: GatherServices,
  files: readonly string[],
): Promise<{ read: FileTags[] } | { reason: string }> {
  const read: FileTags[] = [];
  for (const file of files) {
    const tags = await readFileTags(ffmpeg, file);
    if (!tags) return { reason: `${file} is no audio file that can be understood` };
    read.push(tags);
  }
  return { read };
}
