import type { Decoding } from '../clients/ffmpeg/index.ts';
import type { ContentFault } from './verdict.ts';

type Done = Extract<Decoding, { kind: 'done' }>;

/** A header rounds, and counts what an encoder puts before and behind the sound. */
const headerTolerance = 0.01;
const leastToleranceSeconds = 0.25;

/** Uploads of every age have a few: a frame cut by a splitter, a tag in the middle. They are heard as a click, if at all. */
const secondsPerFlaw = 1800;

/** What the machine says when it cannot read a file; that is not the file's fault. */
const ofMachine =
  /Input\/output error|Permission denied|No such file|Too many open files|Cannot allocate/;

/** Why a file does not play as it should; null when it does. */
export function decodingFault(path: string, decoding: Done): ContentFault | null {
  const { decodedSeconds, headerSeconds, errorCount, firstError, isLocked, isDecoded } = decoding;
  const error = firstError ?? 'no reason given';
  if (ofMachine.test(error))
    return { kind: 'unreadable', path, detail: `cannot be read: ${error}` };
  if (isLocked) return { kind: 'disguised', path, detail: 'the audio is locked by its seller' };
  if (decodedSeconds === 0) return { kind: 'damaged', path, detail: `does not play: ${error}` };
  if (errorCount > toleratedFlaws(decodedSeconds) || !isDecoded) {
    return { kind: 'damaged', path, detail: `is damaged: ${errorsText(decoding)}` };
  }
  const tolerance = Math.max((headerSeconds ?? 0) * headerTolerance, leastToleranceSeconds);
  if (headerSeconds === null || decodedSeconds >= headerSeconds - tolerance) return null;
  const detail = `ends after ${clock(decodedSeconds)}, its header promises ${clock(headerSeconds)}`;
  return { kind: 'cut-short', path, detail };
}

/** Errors a file that plays to its end may have and be taken all the same, with a word about them; at least one. */
function toleratedFlaws(decodedSeconds: number): number {
  return Math.max(1, Math.floor(decodedSeconds / secondsPerFlaw));
}

/** What a file that is taken has all the same; null when nothing. */
export function flawOf(path: string, decoding: Done): string | null {
  return decoding.errorCount === 0 ? null : `${path} plays with ${errorsText(decoding)}`;
}

function errorsText({ errorCount, firstError }: Done): string {
  const count = errorCount === 1 ? '1 error' : `${errorCount} errors`;
  return `${count}, the first is "${firstError ?? 'no reason given'}"`;
}

/** "11:04:09". */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part, index) => String(part).padStart(index === 0 ? 1 : 2, '0')).join(':');
}
