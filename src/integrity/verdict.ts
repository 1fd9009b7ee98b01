/** `unreadable` speaks about this machine (rights, disk, mount), every other kind about the download. */
export type ContentFaultKind =
  | 'missing-file'
  | 'wrong-size'
  | 'bad-piece'
  | 'not-a-file'
  | 'unreadable';

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
