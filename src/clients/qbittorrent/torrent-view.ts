import type { Delta } from './delta-schema.ts';
import { type RawTorrent, readTorrent } from './schema.ts';
import type { Changes, TorrentState } from './torrent.ts';

/** All torrents as the deltas so far tell them, and what is new since it was last asked for. */
export type TorrentView = {
  take(delta: Delta): void;
  rowsOf(category: string): RawTorrent[];
  takeChanges(): Changes;
  freeSpaceBytes(): number | null;
};

export function createTorrentView(drop: (rows: number) => void): TorrentView {
  const rows = new Map<string, RawTorrent>();
  let news = noNews();
  let freeSpaceBytes: number | null = null;
  let connection: string | null = null;

  function update(hash: string, fields: RawTorrent, isFull: boolean): void {
    const known = isFull ? undefined : rows.get(hash);
    const merged = { ...known, ...fields };
    rows.set(hash, merged);
    news.removed.delete(hash);
    const after = readTorrent(hash, merged);
    if (!after) return drop(1);
    const changed = difference(known ? readTorrent(hash, known) : null, after);
    if (Object.keys(changed).length === 0) return;
    news.changed.set(hash, { ...news.changed.get(hash), ...changed });
  }

  function remove(hash: string): void {
    if (!rows.delete(hash)) return;
    news.changed.delete(hash);
    news.removed.add(hash);
  }

  return {
    take(delta) {
      if (delta.freeSpaceBytes !== undefined) freeSpaceBytes = delta.freeSpaceBytes;
      connection = delta.connection ?? connection;
      drop(delta.droppedRows);
      if (delta.isFull) {
        news.full = true;
        for (const hash of rows.keys()) if (!delta.torrents.has(hash)) remove(hash);
      }
      for (const [hash, fields] of delta.torrents) update(hash, fields, delta.isFull);
      for (const hash of delta.removed) remove(hash);
    },
    rowsOf: (category) => [...rows.values()].filter((row) => row['category'] === category),
    takeChanges() {
      const { full, changed, removed } = news;
      news = noNews();
      return { full, changed, removed: [...removed], freeSpaceBytes, connection };
    },
    freeSpaceBytes: () => freeSpaceBytes,
  };
}

type News = {
  full: boolean;
  changed: Map<string, Partial<TorrentState>>;
  removed: Set<string>;
};

function noNews(): News {
  return { full: false, changed: new Map(), removed: new Set() };
}

function difference(before: TorrentState | null, after: TorrentState): Partial<TorrentState> {
  if (!before) return after;
  const known = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(known.get(field)),
  );
  return Object.fromEntries(changed);
}
