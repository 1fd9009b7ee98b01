import type { IAudioMetadata } from 'music-metadata';
import type { Ffmpeg } from '../../clients/ffmpeg/index.ts';
import type { FileTags } from './tag-facts.ts';

/** Tags without a common name, by the last part of the name each format gives them. */
const otherNames: Readonly<Record<string, string>> = {
  narrator: 'narrator',
  narratedby: 'narrator',
  '©nrt': 'narrator',
  nrt: 'narrator',
  series: 'series',
  'series-part': 'series-part',
  series_part: 'series-part',
  asin: 'asin',
  audible_asin: 'audible_asin',
  isbn: 'isbn',
  publisher: 'publisher',
  '©pub': 'publisher',
  subtitle: 'subtitle',
};

/** Tags, length and chapters of one file; `null` when it cannot be understood. */
export async function readFileTags(
  ffmpeg: Pick<Ffmpeg, 'probe'>,
  file: string,
): Promise<FileTags | null> {
  const read = await parse(file);
  if (read !== null && read.durationSeconds !== null) return read;
  const probed = await ffmpeg.probe(file);
  if (!probed) return read !== null && Object.keys(read.tags).length > 0 ? read : null;
  const tags = Object.entries(probed.tags).map(([name, value]) => [name.toLowerCase(), [value]]);
  return { ...probed, tags: { ...Object.fromEntries(tags), ...read?.tags } };
}

async function parse(file: string): Promise<FileTags | null> {
  // Large, and only scans need it.
  const { parseFile } = await import('music-metadata');
  try {
    const read = await parseFile(file, { includeChapters: true, skipCovers: true });
    return { tags: tagsOf(read), ...measured(read.format) };
  } catch (error) {
    // A file that is gone or may not be read says nothing of its content; anything else is damage.
    if (error instanceof Error && 'syscall' in error) throw error;
    return null;
  }
}

function measured({
  duration,
  chapters = [],
}: IAudioMetadata['format']): Pick<FileTags, 'durationSeconds' | 'chapters'> {
  const scaled = chapters.map(({ title, start, end, timeScale }) => ({
    title,
    startSeconds: start / (timeScale ?? 1),
    endSeconds: end === undefined ? null : end / (timeScale ?? 1),
  }));
  return {
    durationSeconds: duration ? duration : null,
    chapters: scaled.map(({ title, startSeconds, endSeconds }, index) => ({
      title,
      startSeconds,
      endSeconds: endSeconds ?? scaled[index + 1]?.startSeconds ?? duration ?? startSeconds,
    })),
  };
}

function tagsOf({ common, native }: IAudioMetadata): FileTags['tags'] {
  const values: [string, unknown][] = [
    ['album', common.album],
    ['title', common.title],
    ['artist', common.artists ?? common.artist],
    ['album_artist', common.albumartists ?? common.albumartist],
    ['composer', common.composer],
    ['genre', common.genre],
    ['subtitle', common.subtitle],
    ['description', common.longDescription],
    ['description', common.description],
    ['grouping', common.grouping],
    ['mvnm', common.movement],
    ['mvin', common.movementIndex.no?.toString()],
    ['show', common.tvShow],
    ['episode_id', common.tvEpisodeId],
    ['publisher', common.publisher ?? common.label],
    ['language', common.language],
    ['asin', common.asin],
    ['date', common.date ?? common.year?.toString()],
    ...Object.values(native).flatMap((tags) =>
      tags.flatMap(({ id, value }): [string, unknown][] => {
        const name = otherNames[id.split(':').at(-1)?.toLowerCase() ?? ''];
        return name === undefined ? [] : [[name, value]];
      }),
    ),
  ];
  const tags: Record<string, string[]> = {};
  for (const [name, value] of values) {
    const texts = [value].flat().filter((one) => typeof one === 'string' && one.trim() !== '');
    if (texts.length > 0)
      tags[name] = [...new Set([...(tags[name] ?? []), ...(texts as string[])])];
  }
  return tags;
}
