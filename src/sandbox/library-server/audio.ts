import { parseFile } from 'music-metadata';
import { splitNames } from './folders.ts';

/** What the server learns from one audio file. */
export type AudioFacts = {
  durationSeconds: number;
  bitsPerSecond: number;
  codec: string;
  chapters: { start: number; end: number; title: string }[];
  tags: {
    album: string | null;
    authors: string[];
    narrators: string[];
    genres: string[];
    year: string | null;
    asin: string | null;
  };
};

/** Null for a file that is no readable audio; the server then leaves it out. */
export async function readAudio(path: string): Promise<AudioFacts | null> {
  const { format, common } = await parseFile(path, {
    duration: true,
    includeChapters: true,
    skipCovers: true,
  }).catch(() => ({ format: null, common: null }));
  if (!format?.duration || !format.bitrate) return null;
  return {
    durationSeconds: format.duration,
    bitsPerSecond: Math.round(format.bitrate),
    codec: format.codec?.includes('Layer 3') ? 'mp3' : 'aac',
    chapters: (format.chapters ?? []).map(({ title, start, end }) => {
      return { title: title ?? '', start, end: end ?? start };
    }),
    tags: {
      album: common.album ?? null,
      authors: splitNames(common.artist ?? common.albumartist ?? ''),
      narrators: splitNames(common.composer?.join(', ') ?? ''),
      genres: common.genre ?? [],
      year: common.year === undefined ? null : String(common.year),
      asin: common.asin ?? null,
    },
  };
}
