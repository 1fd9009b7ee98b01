import { compareLengths, writeLength } from '../library/match/lengths.ts';
import { compareNarrators, type Recording } from '../library/recording.ts';

/** `other-recording`: it need not be as long as the one the catalogue knows. */
export type LengthVerdict = {
  length: 'ok' | 'unknown' | 'other-recording' | 'wrong';
  text: string;
};

const tolerance = 0.01;
/** The catalogue counts whole minutes. */
const roundingSeconds = 60;

/** Holds the length that was decoded against the one in the catalogue, unless it is of another recording. */
export function judgeLength(
  decodedSeconds: number,
  wanted: Recording,
  got: Recording,
): LengthVerdict {
  const expected = wanted.durationSeconds ?? 0;
  if (expected <= 0) return { length: 'unknown', text: 'the catalogue says no length' };
  const difference = Math.abs(decodedSeconds - expected);
  if (difference <= Math.max(expected * tolerance, roundingSeconds)) {
    return { length: 'ok', text: 'as long as the catalogue says' };
  }
  const lengths = `${writeLength(decodedSeconds)} instead of ${writeLength(expected)}`;
  const other = otherRecording(wanted, got);
  const decoded = { ...got, durationSeconds: decodedSeconds };
  if (other && compareLengths(wanted, decoded) !== 'apart') {
    return { length: 'other-recording', text: `${other}: ${lengths}` };
  }
  return { length: 'wrong', text: `${describe(decodedSeconds / expected)} (${lengths})` };
}

/** What makes it another recording by what is known of both; null when nothing does. */
function otherRecording(wanted: Recording, got: Recording): string | null {
  const isOther = compareNarrators(wanted.narrators ?? [], got.narrators ?? []) === 'other';
  if (isOther) return 'another reader than in the catalogue';
  if ((wanted.isAbridged === true) !== (got.isAbridged === true))
    return 'another version by its name';
  const isDramatised = (wanted.isDramatised === true) !== (got.isDramatised === true);
  return isDramatised ? 'another version by its name' : null;
}

function describe(ratio: number): string {
  if (ratio >= 0.45 && ratio <= 0.55) {
    return 'half as long as the catalogue says: abridged, a part of it, or another book';
  }
  if (ratio < 0.9) {
    const share = Math.max(1, Math.round(ratio * 100));
    return `${share} % as long as the catalogue says: abridged, a part of it, or another book`;
  }
  if (ratio > 1.1) {
    return `${ratio.toFixed(1)} times as long as the catalogue says: more than this book, or another one`;
  }
  const percent = (Math.abs(ratio - 1) * 100).toFixed(1);
  return `${percent} % ${ratio < 1 ? 'shorter' : 'longer'} than the catalogue says: another recording`;
}
