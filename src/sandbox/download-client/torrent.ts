import type { Metainfo } from '../torrents.ts';

export type Dialect = '4.5' | '5.3';

/** One torrent in the download client stand-in. */
export type ClientTorrent = {
  /** The .torrent as it came. */
  file: Buffer;
  meta: Metainfo;
  savePath: string;
  category: string;
  tags: Set<string>;
  autoTmm: boolean;
  /** Which pieces are on disk and right. */
  have: boolean[];
  /** A new torrent is not listed at once, and then checks what is on disk. */
  phase: 'arriving' | 'checking' | 'ready';
  isFirstCheck: boolean;
  isStopped: boolean;
  isForced: boolean;
  /** The disk refused. */
  isBroken: boolean;
  /** What the peers hold, while it is being fetched; null when nobody has it. */
  content: Buffer | null;
  /** Bytes the pace allows to write now. */
  allowanceBytes: number;
  downloadedBytes: number;
  addedAt: Date;
  completedAt: Date | null;
  tracker: {
    status: 'pending' | 'working' | 'refused' | 'unreachable';
    message: string;
    seeders: number;
  };
};

type Given =
  | 'file'
  | 'meta'
  | 'savePath'
  | 'category'
  | 'tags'
  | 'autoTmm'
  | 'isStopped'
  | 'addedAt';

export function newTorrent(given: Pick<ClientTorrent, Given>): ClientTorrent {
  return {
    ...given,
    have: given.meta.pieces.map(() => false),
    phase: 'arriving',
    isFirstCheck: true,
    isForced: false,
    isBroken: false,
    content: null,
    allowanceBytes: 0,
    downloadedBytes: 0,
    completedAt: null,
    tracker: { status: 'pending', message: '', seeders: 0 },
  };
}

export function isComplete(torrent: ClientTorrent): boolean {
  return torrent.have.every(Boolean);
}

export function leftBytes({ have, meta }: ClientTorrent): number {
  let left = 0;
  for (const [index, owned] of have.entries()) if (!owned) left += pieceLength(meta, index);
  return left;
}

/** The last piece is shorter. */
export function pieceLength(meta: Metainfo, index: number): number {
  return Math.min(meta.pieceBytes, meta.sizeBytes - index * meta.pieceBytes);
}

export type ClientState = {
  dialect: Dialect;
  torrents: Map<string, ClientTorrent>;
  /** Save path by name; empty for a folder of that name below the default one. */
  categories: Map<string, string>;
  tags: Set<string>;
  preferences: Record<string, unknown>;
  defaultSavePath: string;
  bytesPerSecond: number;
  now: () => Date;
};

/** The state's name in the Web API. */
export function stateOf(torrent: ClientTorrent, dialect: Dialect): string {
  const end = isComplete(torrent) ? 'UP' : 'DL';
  if (torrent.isBroken) return 'error';
  if (torrent.phase !== 'ready')
    return torrent.isFirstCheck ? 'checkingResumeData' : `checking${end}`;
  if (torrent.isStopped) return `${dialect === '4.5' ? 'paused' : 'stopped'}${end}`;
  if (torrent.isForced) return `forced${end}`;
  return end === 'DL' && torrent.content ? 'downloading' : `stalled${end}`;
}
