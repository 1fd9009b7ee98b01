import { compareLengths } from '../library/match/lengths.ts';
import type { WorkKey } from '../library/match.ts';
import { foldName } from '../library/text.ts';
import type { Release } from './facts.ts';

/** How long the recording is: measured or stated, else what its size makes at its bitrate; null when unknown. */
export function lengthOf(
  release: Pick<
    Release,
    'durationSeconds' | 'sizeBytes' | 'bitrateKbps' | 'bitrateSource' | 'fileTypes'
  >,
): number | null {
  const { durationSeconds, sizeBytes, bitrateKbps, bitrateSource, fileTypes } = release;
  if (durationSeconds !== null) return durationSeconds;
  const isIndependent = bitrateSource === 'mediainfo' || bitrateSource === 'text';
  // Beside another format only a part of the size is this recording.
  if (sizeBytes === null || !bitrateKbps || !isIndependent || fileTypes.length !== 1) return null;
  return Math.round((sizeBytes * 8) / (bitrateKbps * 1000));
}

/** A play of the same size would have to be made at twice what speech is made at. */
const leastKbps = 56;

/** Says "unabridged" and is as large as so long a reading is. */
function isLargeEnough(wanted: WorkKey, release: Release): boolean {
  const { isAbridged, sizeBytes, fileTypes } = release;
  if (isAbridged !== false || sizeBytes === null || !wanted.durationSeconds) return false;
  return fileTypes.length === 1 && (sizeBytes * 8) / 1000 / wanted.durationSeconds >= leastKbps;
}

/**
 * The release as what it is for the wanted book: many who read as long as the catalogue's edition read
 * the whole text, where a play is far shorter.
 */
export function asRead(wanted: WorkKey, release: Release): Release {
  const isCast = release.isDramatised && release.sources.dramatised === 'cast';
  if (!isCast) return release;
  const length = compareLengths(wanted, { durationSeconds: lengthOf(release) });
  const isWanted = (wanted.narrators ?? []).some((name) => foldName(name) === 'full cast');
  const mayBeWhole = isWanted || isLargeEnough(wanted, release);
  const isWhole = length === 'alike' || (mayBeWhole && length === 'unknown');
  return isWhole ? { ...release, isDramatised: false } : release;
}
