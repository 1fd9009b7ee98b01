import { z } from 'zod';
import { unexpected } from './api.ts';
import { readHash } from './hashes.ts';
import { isComplete, phaseOf, runModeOf } from './phases.ts';
import { plainText } from './plain-text.ts';
import type { TorrentFile, TorrentState, TrackerState, TrackerStatus } from './torrent.ts';

/** qBittorrent's word for "never": 100 days. */
const endlessSeconds = 8_640_000;

const amount = z.number().min(0);
const decoration = amount.nullable().catch(null);
const seconds = z.number().nullable().catch(null);

const torrentRow = z.object({
  name: z.string(),
  state: z.string(),
  progress: z.number().min(0).max(1),
  amount_left: amount,
  size: decoration,
  save_path: z.string(),
  content_path: z.string().catch(''),
  category: z.string(),
  tags: z.string(),
  tracker: z.string().catch(''),
  ratio: decoration,
  seeding_time: amount,
  uploaded: amount,
  downloaded: amount,
  dlspeed: decoration,
  upspeed: decoration,
  eta: decoration,
  added_on: seconds,
  completion_on: seconds,
  num_complete: decoration,
  num_incomplete: decoration,
});

const fileRows = z.array(
  z.object({
    index: z.number().int().min(0),
    name: z.string(),
    size: amount,
    progress: z.number().min(0).max(1),
    priority: z.number().int(),
  }),
);

const trackerRows = z.array(
  z.object({ url: z.string(), status: z.number(), msg: z.string().catch('') }),
);

const addAnswer = z.object({ success_count: z.number() });

const category = z.object({ savePath: z.string() });

/** In the order of qBittorrent's numbers; the last two from 5.2. */
const trackerStatuses: readonly TrackerStatus[] = [
  'disabled',
  'not-contacted',
  'working',
  'updating',
  'not-working',
  'refusing',
  'unreachable',
];

/** The used fields of a torrent, unchecked: a delta holds only some of them. */
export type RawTorrent = Record<string, unknown>;

export const torrentFields: readonly string[] = Object.keys(torrentRow.shape);

/** A torrent from its collected fields; null when one that decisions rest on is missing or senseless. */
export function readTorrent(hash: string, raw: RawTorrent): TorrentState | null {
  const parsed = torrentRow.safeParse(raw);
  if (!parsed.success) return null;
  const row = parsed.data;
  const state = phaseOf(row.state);
  return {
    hash,
    name: row.name,
    state,
    rawState: row.state,
    run: runModeOf(row.state),
    isComplete: isComplete(row.progress, state),
    progress: row.progress,
    amountLeftBytes: row.amount_left,
    sizeBytes: row.size,
    savePath: row.save_path,
    contentPath: isAbsolute(row.content_path) ? row.content_path : null,
    category: row.category,
    tags: row.tags.split(',').flatMap((tag) => tag.trim() || []),
    ratio: row.ratio,
    seedingSeconds: row.seeding_time,
    uploadedBytes: row.uploaded,
    downloadedBytes: row.downloaded,
    downloadBytesPerSecond: row.dlspeed,
    uploadBytesPerSecond: row.upspeed,
    etaSeconds: row.eta !== null && row.eta < endlessSeconds ? row.eta : null,
    addedAt: readTime(row.added_on),
    completedAt: readTime(row.completion_on),
    seeders: row.num_complete,
    leechers: row.num_incomplete,
    hasWorkingTracker: row.tracker !== '',
  };
}

/** The readable rows of `torrents/info` and how many were not. */
export function readTorrents(value: unknown): { torrents: TorrentState[]; droppedRows: number } {
  if (!Array.isArray(value)) throw unexpected('qBittorrent did not answer with a list of torrents');
  const torrents: TorrentState[] = [];
  for (const row of value) {
    const raw = record(row);
    const hash = typeof raw?.['hash'] === 'string' ? readHash(raw['hash']) : null;
    const torrent = raw && hash ? readTorrent(hash, raw) : null;
    if (torrent) torrents.push(torrent);
  }
  return { torrents, droppedRows: value.length - torrents.length };
}

export function readFiles(value: unknown): TorrentFile[] {
  return parse(fileRows, value, 'list of files').map((row) => ({
    index: row.index,
    name: row.name,
    sizeBytes: row.size,
    progress: row.progress,
    isWanted: row.priority !== 0,
  }));
}

/** Leaves out the `** [DHT] **` rows, which are no trackers. */
export function readTrackers(value: unknown): TrackerState[] {
  const rows = parse(trackerRows, value, 'list of trackers');
  return rows.flatMap((row) =>
    row.url.startsWith('**')
      ? []
      : {
          host: URL.parse(row.url)?.host || null,
          status: trackerStatuses[row.status] ?? 'unknown',
          message: plainText(row.msg),
        },
  );
}

/** Save path of one category, empty when it has none of its own; null when the category does not exist. */
export function readCategoryPath(value: unknown, name: string): string | null {
  const categories = record(value);
  if (!categories) throw unexpected('qBittorrent did not answer with a list of categories');
  if (!Object.hasOwn(categories, name)) return null;
  return parse(category, categories[name], 'category').savePath;
}

/** How many torrents the answer to an upload says were added; 0 when it says nothing of the kind. */
export function addedCount(value: unknown): number {
  return addAnswer.safeParse(value).data?.success_count ?? 0;
}

/** The checked value, or `unexpected`; zod's own words name the field and the kind of value, never the value. */
export function parse<Output>(schema: z.ZodType<Output>, value: unknown, what: string): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = `${issue?.path.join('.')}: ${issue?.message}`;
  throw unexpected(`qBittorrent answered with an unreadable ${what} (${where})`);
}

/** The value as a record; null when it is none. */
export function record(value: unknown): RawTorrent | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as RawTorrent)
    : null;
}

/** 0, -1 and 2^32 - 1 are the ways of the versions to say "not yet". */
function readTime(epochSeconds: number | null): Date | null {
  if (epochSeconds === null || epochSeconds <= 0 || epochSeconds >= 0xff_ff_ff_ff) return null;
  return new Date(epochSeconds * 1000);
}

/**
 * A full path of Linux or of Windows, because qBittorrent may run elsewhere. While it checks a new
 * torrent it gives a path without its folder.
 */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^(?:[a-z]:[\\/]|\\\\)/i.test(path);
}
