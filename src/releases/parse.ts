import type { TrackerRow } from '../clients/mam/rows.ts';
import { isAbridgedText, isCollectionTitle, isDramatisedText } from '../library/edition.ts';
import { languageCode } from '../library/language.ts';
import { isSpan, parsePosition } from '../library/position.ts';
import { foldName } from '../library/text.ts';
import { bitrateFromSize, bitrateFromText } from './bitrate.ts';
import { durationFromText } from './duration.ts';
import type { Release, ReleaseFormat } from './facts.ts';

/** The site's category of radio plays. */
const radioDramaCategoryId = 130;
/** An audio file, a cover, a cue sheet and a text beside them are still one file. */
const companionFiles = 4;
const knownFormats: readonly ReleaseFormat[] = ['m4b', 'mp3', 'm4a', 'flac'];
const audioTypes = new Set(['m4b', 'mp3', 'm4a', 'mp4', 'flac', 'aac', 'ogg', 'opus', 'wma']);

const splitWords = /\bsplit\b|\bby (?:chapter|part|story|disc|cd|track)s?\b/i;
const chapterWords = /\bchap(?:t?eri[sz]ed|ter(?:s|ed|i[sz]ed)?)\b/i;
const brandWords = /\bwatermark(?:ed)?\b|\bbranded\b|\bwith ads\b/i;

/** Reads one row of the tracker; what the row does not tell stays unknown. */
export function releaseFromRow(row: TrackerRow): Release {
  const stated = `${row.title} ${row.tags}`;
  const isSplit = readSplit(row, stated);
  return {
    trackerId: String(row.id),
    source: 'mam',
    title: row.title,
    authors: row.authors,
    narrators: row.narrators,
    series: row.series,
    sizeBytes: row.sizeBytes,
    fileCount: row.fileCount,
    format: readFormat(row.fileTypes),
    fileTypes: row.fileTypes,
    language: languageCode(row.language),
    ...readSound(row),
    chapterCount: row.mediaInfo?.chapterCount ?? null,
    hasChapters: readChapters(row, stated, isSplit),
    isAbridged: row.isFlaggedAbridged === true ? true : isAbridgedText(stated),
    isDramatised: isDramatised(row, stated),
    isOmnibus: isOmnibus(row),
    isSplit,
    isBranded: brandWords.test(stated),
    cost: {
      isFree: row.isFree,
      isVip: row.isVip,
      vipExpiresAt: row.vipExpiresAt,
      isPersonalFreeleech: row.isPersonalFreeleech,
    },
    isSnatched: row.isSnatched,
    seeders: row.seeders,
    snatches: row.snatches,
    addedAt: row.addedAt,
    asin: row.asin,
  };
}

type Sound = Pick<Release, 'bitrateKbps' | 'bitrateSource' | 'durationSeconds'>;

/** Measured by the site, else written by the uploader, else size divided by duration. */
function readSound(row: TrackerRow): Sound {
  const description = (row.description ?? '').replace(/<[^>]*>|\[[^\]]*\]/g, ' ');
  const durationSeconds =
    measuredDuration(row) ?? firstOf([row.tags, description], durationFromText);
  const measured = row.mediaInfo?.bitrateKbps ?? null;
  if (measured !== null)
    return { bitrateKbps: measured, bitrateSource: 'mediainfo', durationSeconds };
  const written = firstOf([row.tags, row.title, description], bitrateFromText);
  if (written !== null) return { bitrateKbps: written, bitrateSource: 'text', durationSeconds };
  const audio = row.fileTypes.filter((type) => audioTypes.has(type));
  const canDivide = row.sizeBytes !== null && durationSeconds !== null && audio.length < 2;
  const computed = canDivide ? bitrateFromSize(row.sizeBytes ?? 0, durationSeconds) : null;
  const bitrateSource = computed === null ? null : 'size';
  return { bitrateKbps: computed, bitrateSource, durationSeconds };
}

/** Of a split release the site measures one file only: its duration then is far too short for the size. */
function measuredDuration({ mediaInfo, sizeBytes, fileCount }: TrackerRow): number | null {
  if (!mediaInfo?.durationSeconds) return null;
  if (fileCount === 1) return mediaInfo.durationSeconds;
  if (sizeBytes === null || mediaInfo.bitrateKbps === null) return null;
  const implied = bitrateFromSize(sizeBytes, mediaInfo.durationSeconds);
  const isWhole = implied !== null && implied < 1.5 * mediaInfo.bitrateKbps;
  return isWhole ? mediaInfo.durationSeconds : null;
}

function firstOf(texts: string[], read: (text: string) => number | null): number | null {
  return texts.map(read).find((value) => value !== null) ?? null;
}

function readFormat(fileTypes: string[]): ReleaseFormat | null {
  if (fileTypes.length === 0) return null;
  return knownFormats.find((format) => fileTypes.includes(format)) ?? 'other';
}

function readSplit(row: TrackerRow, stated: string): boolean | null {
  if (/\bsingle[- ]file\b/i.test(stated)) return false;
  if (splitWords.test(stated)) return true;
  return row.fileCount === null ? null : row.fileCount > companionFiles;
}

/** The files of a split release are its chapters; an empty chapter list proves nothing. */
function readChapters(row: TrackerRow, stated: string, isSplit: boolean | null): boolean | null {
  const isNamed = (row.mediaInfo?.chapterCount ?? 0) > 1 || chapterWords.test(stated);
  return isNamed || isSplit === true ? true : null;
}

/** "Full Cast" beside named narrators is a reading by many; alone it is a play. */
function isDramatised({ narrators, categoryId }: TrackerRow, stated: string): boolean {
  const names = narrators.map(foldName);
  return (
    categoryId === radioDramaCategoryId ||
    isDramatisedText(stated) ||
    names.some((name) => name.replace(' ', '') === 'graphicaudio') ||
    (names.length === 1 && names[0] === 'full cast')
  );
}

function isOmnibus({ title, series }: TrackerRow): boolean {
  if (isCollectionTitle(title)) return true;
  const positions = series.map(({ position }) => parsePosition(position));
  return positions.some((position) => position !== null && isSpan(position));
}
