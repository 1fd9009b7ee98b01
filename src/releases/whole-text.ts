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

/**
 * The release as what it is for the wanted book: many who read as long as the catalogue's edition read
 * the whole text, where a play is far shorter.
 */
export function asRead(wanted: WorkKey, release: Release): Release {
  const isCast = release.isDramatised && release.sources.dramatised === 'cast';
  if (!isCast) return release;
  const length = compareLengths(wanted, { durationSeconds: lengthOf(release) });
  const isWanted = (wanted.narrators ?? []).some((name) => foldName(name) === 'full cast');
  const isWhole = length === 'alike' || (isWanted && length === 'unknown');
  return isWhole ? { ...release, isDramatised: false } : release;
}
