/** One file of a torrent. Padding exists only in the piece stream: no client writes it to disk. */
export type TorrentEntry = {
  /** Below the save path, as the download client writes it: `name/sub/file`. */
  path: string;
  lengthBytes: number;
  isPadding: boolean;
};

/** What a version 1 .torrent says about its content; carries no announce address. */
export type TorrentFile = {
  infoHash: string;
  name: string;
  pieceLength: number;
  /** SHA-1 digests of the pieces, 20 bytes each. */
  pieces: Buffer;
  totalBytes: number;
  isPrivate: boolean;
  isSingleFile: boolean;
  announceHosts: string[];
  files: TorrentEntry[];
};

type TorrentFaultKind =
  | 'too-large'
  | 'not-bencode'
  | 'not-canonical'
  | 'too-deep'
  | 'too-many-values'
  | 'too-many-files'
  | 'bad-info'
  | 'bad-path'
  | 'bad-pieces'
  | 'foreign-announce'
  | 'not-private'
  | 'unsupported-version';

/** Why a .torrent is refused; the explanation is a sentence for a person and names no address. */
export type TorrentFault = { fault: TorrentFaultKind; explanation: string };

export function torrentFault(fault: TorrentFaultKind, explanation: string): TorrentFault {
  return { fault, explanation };
}
