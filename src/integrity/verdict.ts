/** `unreadable` speaks about this machine (rights, disk, mount), every other kind about the download. */
export type ContentFaultKind =
  | 'missing-file'
  | 'wrong-size'
  | 'bad-piece'
  | 'not-a-file'
  | 'unreadable'
  | SoundFaultKind;

/** What the torrent may well have had from the beginning: no transfer mends it. */
type SoundFaultKind = 'disguised' | 'damaged' | 'cut-short';

/** One file that is not what the torrent says; `path` as in the torrent, empty for the save path itself. */
export type ContentFault = { kind: ContentFaultKind; path: string; detail: string };

export type Verdict = {
  status: 'pieces-ok' | 'failed';
  /** The first faults only; `faultCount` counts all of them. */
  faults: ContentFault[];
  faultCount: number;
  /** Bytes of the piece stream that were hashed, padding included. */
  checkedBytes: number;
  /** Whether the audio also plays is not told by piece hashes. */
  decoding: 'not-checked';
};

export type AudioVerdict = {
  /** `flawed`: it plays to its end, but not without an error. */
  decoding: 'ok' | 'flawed' | 'failed' | 'not-checked';
  faults: ContentFault[];
  faultCount: number;
  /** Sound of all files together; null when it was not decoded to the end. */
  decodedSeconds: number | null;
  /** Why it was not decoded, or what its flaws are. */
  note: string | null;
};

const listedFaults = 20;

export function verdictOf(faults: readonly ContentFault[], checkedBytes: number): Verdict {
  return {
    status: faults.length === 0 ? 'pieces-ok' : 'failed',
    faults: faults.slice(0, listedFaults),
    faultCount: faults.length,
    checkedBytes,
    decoding: 'not-checked',
  };
}

/** A file that fails is a failure, whether or not the others could be decoded. */
export function audioVerdict(
  faults: readonly ContentFault[],
  decodedSeconds: number | null,
  note: string | null = null,
): AudioVerdict {
  const decoded = note === null ? 'ok' : 'flawed';
  const unfaulted = decodedSeconds === null ? 'not-checked' : decoded;
  return {
    decoding: faults.length > 0 ? 'failed' : unfaulted,
    faults: faults.slice(0, listedFaults),
    faultCount: faults.length,
    decodedSeconds,
    note,
  };
}

/** The first faults in words. */
export function faultText({
  faults,
  faultCount,
}: {
  faults: readonly ContentFault[];
  faultCount: number;
}): string {
  const shown = faults.slice(0, 3).map(({ path, detail }) => `${path} ${detail}`.trim());
  const more = faultCount - shown.length;
  return shown.join('; ') + (more > 0 ? ` and ${more} more` : '');
}
