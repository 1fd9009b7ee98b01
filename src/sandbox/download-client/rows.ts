import { join } from 'node:path';
import { type ClientTorrent, type Dialect, isComplete, leftBytes, stateOf } from './torrent.ts';

const neverSeconds = 8_640_000;

/** One row of `torrents/info`; newer versions add fields and write -1 for "never". */
export function infoRow(
  torrent: ClientTorrent,
  dialect: Dialect,
  bytesPerSecond: number,
  now: Date,
) {
  const { meta, savePath, downloadedBytes, tracker } = torrent;
  const left = leftBytes(torrent);
  const state = stateOf(torrent, dialect);
  const speed = state === 'downloading' || state === 'forcedDL' ? finite(bytesPerSecond) : 0;
  return {
    added_on: unix(torrent.addedAt),
    amount_left: left,
    auto_tmm: torrent.autoTmm,
    availability: -1,
    category: torrent.category,
    completed: meta.sizeBytes - left,
    completion_on: torrent.completedAt ? unix(torrent.completedAt) : dialect === '4.5' ? 0 : -1,
    content_path: contentPath(torrent),
    dl_limit: 0,
    dlspeed: speed,
    download_path: '',
    downloaded: downloadedBytes,
    downloaded_session: downloadedBytes,
    eta: speed > 0 ? Math.ceil(left / speed) : neverSeconds,
    force_start: torrent.isForced,
    hash: meta.infoHash,
    infohash_v1: meta.infoHash,
    infohash_v2: '',
    last_activity: unix(torrent.addedAt),
    magnet_uri: `magnet:?xt=urn:btih:${meta.infoHash}`,
    max_ratio: -1,
    max_seeding_time: -1,
    name: meta.name,
    num_complete: tracker.seeders,
    num_incomplete: 0,
    num_leechs: 0,
    num_seeds: speed > 0 ? tracker.seeders : 0,
    priority: 0,
    progress: (meta.sizeBytes - left) / meta.sizeBytes,
    ratio: 0,
    ratio_limit: -2,
    save_path: savePath,
    seeding_time: seedingSeconds(torrent, now),
    seeding_time_limit: -2,
    size: meta.sizeBytes,
    state,
    super_seeding: false,
    tags: [...torrent.tags].sort().join(', '),
    time_active: unix(now) - unix(torrent.addedAt),
    total_size: meta.sizeBytes,
    tracker: tracker.status === 'working' ? meta.announce : '',
    trackers_count: 1,
    up_limit: 0,
    uploaded: 0,
    uploaded_session: 0,
    upspeed: 0,
    ...(dialect === '4.5' ? {} : newerFields(torrent)),
  };
}

export function fileRows({ meta, have }: ClientTorrent): object[] {
  let start = 0;
  return meta.files.map(({ path, sizeBytes }, index) => {
    const first = Math.floor(start / meta.pieceBytes);
    start += sizeBytes;
    const last = Math.floor((start - 1) / meta.pieceBytes);
    const pieces = have.slice(first, last + 1);
    return {
      availability: 0,
      index,
      ...(index === 0 ? { is_seed: have.every(Boolean) } : {}),
      name: path,
      piece_range: [first, last],
      priority: 1,
      progress: pieces.filter(Boolean).length / pieces.length,
      size: sizeBytes,
    };
  });
}

export function propertiesRow(torrent: ClientTorrent, dialect: Dialect, now: Date): object {
  const { meta, savePath, have, downloadedBytes } = torrent;
  return {
    addition_date: unix(torrent.addedAt),
    comment: '',
    completion_date: torrent.completedAt ? unix(torrent.completedAt) : -1,
    created_by: 'sandbox',
    creation_date: -1,
    hash: meta.infoHash,
    infohash_v1: meta.infoHash,
    infohash_v2: '',
    is_private: meta.private,
    name: meta.name,
    piece_size: meta.pieceBytes,
    pieces_have: have.filter(Boolean).length,
    pieces_num: have.length,
    save_path: savePath,
    seeding_time: seedingSeconds(torrent, now),
    share_ratio: 0,
    time_elapsed: unix(now) - unix(torrent.addedAt),
    total_downloaded: downloadedBytes,
    total_size: meta.sizeBytes,
    total_uploaded: 0,
    ...(dialect === '4.5' ? {} : { private: meta.private, has_metadata: true }),
  };
}

export function trackerRows({ meta, tracker }: ClientTorrent, dialect: Dialect): object[] {
  const statuses = { pending: 1, working: 2, refused: 4, unreachable: 4 };
  const newer = { refused: 5, unreachable: 6 };
  const known = dialect === '4.5' ? statuses : { ...statuses, ...newer };
  const counts = { num_downloaded: -1, num_leeches: -1, num_peers: -1, num_seeds: tracker.seeders };
  const off = { num_downloaded: 0, num_leeches: 0, num_peers: 0, num_seeds: 0 };
  return [
    ...['** [DHT] **', '** [PeX] **', '** [LSD] **'].map((url) => {
      return { msg: 'This torrent is private', ...off, status: 0, tier: -1, url };
    }),
    { msg: tracker.message, ...counts, status: known[tracker.status], tier: 0, url: meta.announce },
  ];
}

function newerFields(torrent: ClientTorrent) {
  const { meta, savePath, have } = torrent;
  const hasFolder = meta.files[0]?.path !== meta.name;
  return {
    comment: '',
    has_metadata: true,
    inactive_seeding_time_limit: -2,
    piece_size: meta.pieceBytes,
    pieces_have: have.filter(Boolean).length,
    pieces_num: have.length,
    private: meta.private,
    root_path: hasFolder ? join(savePath, meta.name) : '',
    share_limit_action: 'Default',
    share_limits_mode: 'Default',
  };
}

/** The one file of a torrent that holds exactly one, even inside a folder; else the folder. */
function contentPath({ meta, savePath }: ClientTorrent): string {
  const only = meta.files.length === 1 ? meta.files[0]?.path : undefined;
  return join(savePath, only ?? meta.name);
}

function seedingSeconds(torrent: ClientTorrent, now: Date): number {
  if (!isComplete(torrent)) return 0;
  return Math.max(0, unix(now) - unix(torrent.completedAt ?? torrent.addedAt));
}

function finite(bytesPerSecond: number): number {
  return Math.min(bytesPerSecond, Number.MAX_SAFE_INTEGER);
}

function unix(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
