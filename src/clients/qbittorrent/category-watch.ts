import { type Api, unexpected } from './api.ts';
import type { DeltaFeed } from './delta-feed.ts';
import { type RawTorrent, readTorrents, record } from './schema.ts';
import type { Session } from './session.ts';
import type { TorrentState } from './torrent.ts';

/** By what the content of a category is known again; whatever joins it changes one or both. */
export type CategoryMark = { count: number; newestAddedOn: number | null };

export type CategoryWatch = {
  /** Every torrent of the category: at some thousands megabytes, and half a second of the program's time. */
  readCategory: (category: string) => Promise<{ torrents: TorrentState[]; mark: CategoryMark }>;
  torrentsOfCategory: (category: string) => Promise<TorrentState[]>;
  /** Whether torrents may have joined since the mark was taken, for at most two rows of an answer. */
  hasCategoryChanged: (category: string, mark: CategoryMark) => Promise<boolean>;
};

export function createCategoryWatch(
  api: Api,
  session: Session,
  feed: DeltaFeed,
  drop: (rows: number) => void,
): CategoryWatch {
  let hasLooked = false;

  /** The newest row of as many as there were; one more or less shows as well. */
  async function peek(category: string, { count }: CategoryMark): Promise<readonly RawTorrent[]> {
    const offset = String(Math.max(0, count - 1));
    const query = { category, sort: 'added_on', offset, limit: '2' };
    return rowsOf(await api.json('torrents/info', query));
  }

  async function readCategory(category: string) {
    const answer = await api.json('torrents/info', { category });
    const { torrents, droppedRows } = readTorrents(answer);
    drop(droppedRows);
    return { torrents, mark: markOf(rowsOf(answer)) };
  }

  return {
    readCategory,
    torrentsOfCategory: async (category) => (await readCategory(category)).torrents,
    async hasCategoryChanged(category, mark) {
      const { hasCheapDeltas } = await session.dialect();
      const isLongLived = hasLooked;
      hasLooked = true;
      // The deltas begin with the full list, which only pays for a process that keeps on looking.
      if (hasCheapDeltas && isLongLived) return !isSame(markOf(await feed.rowsOf(category)), mark);
      const rows = await peek(category, mark);
      const { newestAddedOn } = mark;
      return !isSame(markOf(rows), { count: Math.min(1, mark.count), newestAddedOn });
    },
  };
}

function markOf(rows: readonly RawTorrent[]): CategoryMark {
  const times = rows.map((row) => Number(row['added_on']));
  return { count: rows.length, newestAddedOn: times.length > 0 ? Math.max(...times) : null };
}

function isSame(one: CategoryMark, other: CategoryMark): boolean {
  return one.count === other.count && one.newestAddedOn === other.newestAddedOn;
}

function rowsOf(answer: unknown): RawTorrent[] {
  if (!Array.isArray(answer))
    throw unexpected('qBittorrent did not answer with a list of torrents');
  return answer.map((row) => record(row) ?? {});
}
