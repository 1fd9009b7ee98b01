import type { Release } from './facts.ts';

export type BitrateClass = 'ideal' | 'good' | 'acceptable' | 'unknown' | 'low';

/** Best first; an unknown bitrate is more likely acceptable than low. */
export const bitrateClasses: readonly BitrateClass[] = [
  'ideal',
  'good',
  'acceptable',
  'unknown',
  'low',
];

/** Audible's 128 kbps files measure 125 to 128, xHE-AAC ones from 120; more than that is no gain for speech. */
const idealKbps = 120;
const goodKbps = 96;
const acceptableKbps = 64;
/** Size divided by duration is off by the rounded size and the cover: it gets the benefit of 6 %, and of its own rounding. */
const sizeTolerance = 1.06;
const rounding = 0.5;
/** A 64 kbps file from Audible is measured as 61 to 63, and uploaders write what their program measured. */
const leastOf64 = 61;
const plausibleKbps = { min: 16, max: 400 };
const longestText = 20_000;

/** A bare "64k" is believed only for these, since "Warhammer 40K" and "100k words" are no bitrates. */
const usualKbps = new Set([
  24, 32, 48, 56, 61, 62, 63, 64, 65, 66, 80, 96, 112, 120, 121, 122, 123, 124, 125, 126, 127, 128,
  160, 192, 224, 256, 320,
]);

const unit = String.raw`\s?k\s?(?:bps|bits?(?:\/s(?:ec)?)?|b\/s(?:ec)?|bs|ps|pbs|bp|ilobits?)\b`;
const number = String.raw`(?<![\d.,])(\d{2,4})(?:\.\d+)?`;
const withUnit = new RegExp(`${number}${unit}`, 'gi');
/** "64-96 kbps": the unit stands behind the higher one only. */
const rangeWithUnit = new RegExp(
  String.raw`${number}\s?(?:[-–/]|to)\s?\d{2,4}(?:\.\d+)?${unit}`,
  'gi',
);
const inBits = /(?<![\d.,])(\d{2,3})[,. ]?000\s?(?:bps|bits?\/s)\b/gi;
const labelled = /\bbit ?rate\s?[:=~-]?\s?~?(\d{2,3})(?![\d.,]|\s?k?hz|\s?k?\d)/gi;
const beforeSampleRate = /(?<![\d.,])(\d{2,3})k@\d/gi;
const bare = /(?<![\d.,]|\b(?:sample|sampling)(?: ?rate)?[: ]{0,2})(\d{2,3})(?:k| ?kb)\b(?! ?hz)/gi;

/** The bitrate a text states, never a sample rate; the lowest of several, so that nothing is overstated. */
export function bitrateFromText(text: string): number | null {
  const cut = text.slice(0, longestText);
  const stated = [withUnit, rangeWithUnit, inBits].flatMap((pattern) => readAll(cut, pattern));
  for (const found of [stated, readAll(cut, beforeSampleRate), readAll(cut, labelled)]) {
    const plausible = found.filter(isPlausible);
    if (plausible.length > 0) return Math.min(...plausible);
  }
  const usual = readAll(cut, bare).filter((kbps) => usualKbps.has(kbps));
  return usual.length > 0 ? Math.min(...usual) : null;
}

/** Kilobits of a second on average; null when the result cannot be the bitrate of a recording. */
export function bitrateFromSize(sizeBytes: number, durationSeconds: number): number | null {
  const kbps = Math.round((sizeBytes * 8) / 1000 / durationSeconds);
  return isPlausible(kbps) ? kbps : null;
}

/**
 * The bitrate to compare with a limit: a computed one is raised by its tolerance, a measured or stated
 * one to the 64 kbps it was made with.
 */
export function countedKbps({
  bitrateKbps,
  bitrateSource,
}: Pick<Release, 'bitrateKbps' | 'bitrateSource'>): number | null {
  if (bitrateKbps === null) return null;
  if (bitrateSource === 'size') return (bitrateKbps + rounding) * sizeTolerance;
  return bitrateKbps >= leastOf64 ? Math.max(acceptableKbps, bitrateKbps) : bitrateKbps;
}

export function bitrateClass(
  release: Pick<Release, 'bitrateKbps' | 'bitrateSource'>,
): BitrateClass {
  const kbps = countedKbps(release);
  if (kbps === null) return 'unknown';
  if (kbps >= idealKbps) return 'ideal';
  if (kbps >= goodKbps) return 'good';
  return kbps >= acceptableKbps ? 'acceptable' : 'low';
}

function readAll(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((found) => Number(found[1]));
}

function isPlausible(kbps: number): boolean {
  return kbps >= plausibleKbps.min && kbps <= plausibleKbps.max;
}
