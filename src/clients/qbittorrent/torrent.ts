/** What a torrent is doing, in our words; `paused-…` is also the `stopped…` of qBittorrent 5. */
export type TorrentPhase =
  | 'downloading'
  | 'stalled-download'
  | 'queued-download'
  | 'paused-download'
  | 'checking'
  | 'moving'
  | 'metadata'
  | 'seeding'
  | 'stalled-upload'
  | 'queued-upload'
  | 'paused-upload'
  | 'missing-files'
  | 'error'
  | 'unknown';

/** Whether a torrent may run: not at all, as the queue lets it, or past the queue's limits. */
export type RunMode = 'stopped' | 'running' | 'forced';

/** One torrent as qBittorrent has it; a value it does not know or does not give is null. */
export type TorrentState = {
  /** 40 lower-case hex digits: the v1 info-hash, or the head of the v2 one. */
  hash: string;
  name: string;
  state: TorrentPhase;
  rawState: string;
  /** Null while it is checked or moved and when it has an error: the state does not tell it then. */
  run: RunMode | null;
  /** All wanted data is there and no check or move is going on. */
  isComplete: boolean;
  /** 0 to 1. */
  progress: number;
  amountLeftBytes: number;
  /** Wanted files only; null while the file list is unknown. */
  sizeBytes: number | null;
  savePath: string;
  /** The single file, or the folder of several; null while qBittorrent does not know it in full. */
  contentPath: string | null;
  /** Empty when it has none. */
  category: string;
  tags: string[];
  /** The client's own ratio, not the tracker's; null beyond what it can show. */
  ratio: number | null;
  seedingSeconds: number;
  uploadedBytes: number;
  downloadedBytes: number;
  downloadBytesPerSecond: number | null;
  uploadBytesPerSecond: number | null;
  etaSeconds: number | null;
  addedAt: Date | null;
  /** Null also for content that was complete when it was added. */
  completedAt: Date | null;
  /** In the swarm, as the tracker last told qBittorrent. */
  seeders: number | null;
  leechers: number | null;
  /** Whether a tracker has answered; its address holds the passkey and is not kept. */
  hasWorkingTracker: boolean;
};

export type TorrentFile = {
  index: number;
  /** Path below the save path. */
  name: string;
  sizeBytes: number;
  progress: number;
  isWanted: boolean;
};

export type TrackerStatus =
  | 'disabled'
  | 'not-contacted'
  | 'working'
  | 'updating'
  | 'not-working'
  | 'refusing'
  | 'unreachable'
  | 'unknown';

/** One tracker of a torrent; its address is cut to the host because the rest holds the passkey. */
export type TrackerState = { host: string | null; status: TrackerStatus; message: string };

export type NewTorrent = {
  bytes: Buffer;
  /** Of these bytes, as their reader found it. */
  infoHash: string;
  fileName: string;
  category: string;
  tags: string[];
  /** Null: the folder of the category. */
  savePath: string | null;
  stopped: boolean;
};

/** What changed since the last call; `full` means `changed` holds every torrent with every field. */
export type Changes = {
  full: boolean;
  changed: Map<string, Partial<TorrentState>>;
  removed: string[];
  freeSpaceBytes: number | null;
  connection: string | null;
};
