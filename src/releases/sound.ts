import type { TrackerRow } from '../clients/mam/rows.ts';
import { bitrateFromSize, bitrateFromText } from './bitrate.ts';
import { durationFromText, hoursRemarked } from './duration.ts';
import type { FactSources, Release } from './facts.ts';
import { firstIn, type SourcedText } from './texts.ts';

/** What recordings of speech are made at. */
const speechKbps = { min: 30, max: 330 };
const audioTypes = new Set(['m4b', 'mp3', 'm4a', 'mp4', 'flac', 'aac', 'ogg', 'opus', 'wma']);

export type Sound = Pick<Release, 'bitrateKbps' | 'bitrateSource' | 'durationSeconds'> & {
  sources: FactSources;
};

/** Measured by the site, else written by the uploader, else size divided by duration. */
export function readSound(
  row: Pick<TrackerRow, 'mediaInfo' | 'sizeBytes' | 'fileCount' | 'fileTypes'>,
  texts: readonly SourcedText[],
): Sound {
  const length = readDuration(row, texts);
  const durationSeconds = length?.value ?? null;
  const known = { durationSeconds, sources: length ? { duration: length.source } : {} };
  const measured = row.mediaInfo?.bitrateKbps ?? null;
  if (measured !== null) return withBitrate(known, measured, 'mediainfo', 'mediainfo');
  const written = firstIn(texts, bitrateFromText);
  if (written) return withBitrate(known, written.value, 'text', written.source);
  const audio = row.fileTypes.filter((type) => audioTypes.has(type));
  const canDivide = row.sizeBytes !== null && durationSeconds !== null && audio.length < 2;
  const computed = canDivide ? bitrateFromSize(row.sizeBytes ?? 0, durationSeconds) : null;
  if (computed !== null) return withBitrate(known, computed, 'size', 'size');
  return { ...known, bitrateKbps: null, bitrateSource: null };
}

function withBitrate(
  known: Pick<Sound, 'durationSeconds' | 'sources'>,
  bitrateKbps: number,
  bitrateSource: NonNullable<Sound['bitrateSource']>,
  source: NonNullable<FactSources['bitrate']>,
): Sound {
  return { ...known, bitrateKbps, bitrateSource, sources: { ...known.sources, bitrate: source } };
}

function readDuration(
  row: Pick<TrackerRow, 'mediaInfo' | 'sizeBytes' | 'fileCount'>,
  texts: readonly SourcedText[],
) {
  const measured = measuredDuration(row);
  if (measured !== null) return { value: measured, source: 'mediainfo' as const };
  // A title such as "48 Hrs" is no length.
  const told = texts.filter(({ source }) => source !== 'title');
  return (
    firstIn(told, durationFromText) ?? firstIn(told, (text) => fitting(hoursRemarked(text), row))
  );
}

/** A length at which the size makes the bitrate of speech; null for any other. */
function fitting(
  seconds: number | null,
  { sizeBytes }: Pick<TrackerRow, 'sizeBytes'>,
): number | null {
  const kbps = seconds && sizeBytes ? bitrateFromSize(sizeBytes, seconds) : null;
  return kbps !== null && kbps >= speechKbps.min && kbps <= speechKbps.max ? seconds : null;
}

/** Of a split release the site measures one file only: its duration then is far too short for the size. */
function measuredDuration({
  mediaInfo,
  sizeBytes,
  fileCount,
}: Pick<TrackerRow, 'mediaInfo' | 'sizeBytes' | 'fileCount'>): number | null {
  if (!mediaInfo?.durationSeconds) return null;
  if (fileCount === 1) return mediaInfo.durationSeconds;
  if (sizeBytes === null || mediaInfo.bitrateKbps === null) return null;
  const implied = bitrateFromSize(sizeBytes, mediaInfo.durationSeconds);
  const isWhole = implied !== null && implied < 1.5 * mediaInfo.bitrateKbps;
  return isWhole ? mediaInfo.durationSeconds : null;
}
