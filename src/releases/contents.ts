import type { TrackerRow } from '../clients/mam/rows.ts';
import type { FactSources, Release, ReleaseFormat } from './facts.ts';
import { firstIn, type SourcedText } from './texts.ts';

/** An audio file, a cover, a cue sheet and a text beside them are still one file. */
const companionFiles = 4;
const knownFormats: readonly ReleaseFormat[] = ['m4b', 'mp3', 'm4a', 'flac'];

const format = /(?<![\w.])(m4b|mp3|m4a|flac)s?\b/i;
const oneFile = /\bsingle[- ]file\b|\bone file\b/i;
const split =
  /(?<!\b(?:not|no|un)[- ]?)\bsplit\b|\bby (?:chapter|part|story|disc|cd|track)s?\b|\bmulti[- ]?file\b/i;
const noChapters =
  /\b(?:no|not|without|un)[- ]?chap(?:t?eri[sz]ed|ters?|tered)\b|\bchapter(?:s|ed)\s?[:=]\s?no\b/i;
const chapters = /\bchap(?:t?eri[sz]ed|ter(?:s|ed|i[sz]ed)?)\b/i;
const chapterTotal = /(?<![\d.,])(\d{1,3}) (?:named )?chapters\b|\bchapters\s?[:=]\s?(\d{1,3})\b/i;

export type Contents = Pick<
  Release,
  'format' | 'fileTypes' | 'isSplit' | 'chapterCount' | 'hasChapters'
> & { sources: FactSources };

/** What the files are: their types, whether the book is cut into them, and its chapters. */
export function readContents(
  row: Pick<TrackerRow, 'fileTypes' | 'fileCount' | 'mediaInfo'>,
  texts: readonly SourcedText[],
): Contents {
  const files = readFileTypes(row, texts);
  const pieces = readSplit(row, texts);
  const named = readChapters(row, texts);
  return {
    fileTypes: files.value,
    format: formatOf(files.value),
    isSplit: pieces?.value ?? null,
    chapterCount: named.count,
    // The files of a split release are its chapters; an empty chapter list proves nothing.
    hasChapters: named.has ?? (pieces?.value === true ? true : null),
    sources: {
      ...(files.value.length > 0 ? { fileTypes: files.source } : {}),
      ...(pieces ? { split: pieces.source } : {}),
      ...(named.source ? { chapters: named.source } : {}),
    },
  };
}

function readFileTypes(
  { fileTypes }: Pick<TrackerRow, 'fileTypes'>,
  texts: readonly SourcedText[],
) {
  if (fileTypes.length > 0) return { value: fileTypes, source: 'field' as const };
  const found = firstIn(texts, (text) => format.exec(text)?.[1]?.toLowerCase() ?? null);
  return { value: found ? [found.value] : [], source: found?.source ?? ('field' as const) };
}

function formatOf(fileTypes: readonly string[]): ReleaseFormat | null {
  if (fileTypes.length === 0) return null;
  return knownFormats.find((known) => fileTypes.includes(known)) ?? 'other';
}

function readSplit({ fileCount }: Pick<TrackerRow, 'fileCount'>, texts: readonly SourcedText[]) {
  const stated = texts.filter(({ source }) => source !== 'description');
  const whole = firstIn(stated, (text) => (oneFile.test(text) ? false : null));
  const said = whole ?? firstIn(stated, (text) => (split.test(text) ? true : null));
  if (said) return said;
  return fileCount === null
    ? null
    : { value: fileCount > companionFiles, source: 'files' as const };
}

function readChapters(
  { mediaInfo }: Pick<TrackerRow, 'mediaInfo'>,
  texts: readonly SourcedText[],
): { count: number | null; has: boolean | null; source: FactSources['chapters'] | null } {
  const measured = mediaInfo?.chapterCount ?? null;
  if (measured !== null && measured > 1) return { count: measured, has: true, source: 'mediainfo' };
  const total = firstIn(texts, chapterTotalOf);
  const stated = texts.filter(({ source }) => source !== 'description');
  const word = firstIn(stated, (text) => {
    if (noChapters.test(text)) return false;
    return chapters.test(text) ? true : null;
  });
  const has = total && total.value > 1 ? true : (word?.value ?? null);
  const source = total?.source ?? word?.source ?? null;
  return { count: measured ?? total?.value ?? null, has, source };
}

function chapterTotalOf(text: string): number | null {
  const found = chapterTotal.exec(text);
  return Number(found?.[1] ?? found?.[2] ?? 0) || null;
}
