import type { Mam } from '../../src/clients/mam/index.ts';
import type { CategoryMark } from '../../src/clients/qbittorrent/category-watch.ts';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import type { TorrentState } from '../../src/clients/qbittorrent/torrent.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { now, policy } from '../proposals/builders.ts';
import { makeTorrent } from '../support/torrent.ts';

export const trackerHost = 'tracker.example';

/** A download client by hand: what it has, and what it was asked for. */
export type Client = {
  torrents: Map<string, { state: TorrentState; bytes: Buffer }>;
  asked: string[];
  qbittorrent: Qbittorrent;
};

export function createClient(): Client {
  const torrents: Client['torrents'] = new Map();
  const asked: string[] = [];
  const mark = (): CategoryMark => ({ count: torrents.size, newestAddedOn: null });
  const all = () => [...torrents.values()].map(({ state }) => state);
  const qbittorrent = {
    async readCategory() {
      asked.push('list');
      return { torrents: all(), mark: mark() };
    },
    async hasCategoryChanged(_category: string, { count }: CategoryMark) {
      asked.push('look');
      return count !== torrents.size;
    },
    async torrents(hashes: string[]) {
      return all().filter(({ hash }) => hashes.includes(hash));
    },
    async exportTorrent(hash: string) {
      asked.push(`export ${hash}`);
      return torrents.get(hash)?.bytes;
    },
  } as unknown as Qbittorrent;
  return { torrents, asked, qbittorrent };
}

/** A person adds a torrent; its info-hash. */
export function put(
  { torrents }: Client,
  name: string,
  changes: Partial<TorrentState> & { host?: string; isPrivate?: boolean; bytes?: Buffer } = {},
): string {
  const { host = 'elsewhere.example', isPrivate = false, bytes, ...state } = changes;
  const made = makeTorrent({
    name,
    files: [{ path: name, bytes: Buffer.alloc(40_000, name) }],
    announce: `http://${host}/announce/secret`,
    isPrivate,
  });
  const told = {
    hash: made.infoHash,
    name,
    tags: [],
    state: 'downloading',
    sizeBytes: 40_000,
    addedAt: now,
    ...state,
  };
  torrents.set(made.infoHash, {
    state: told as unknown as TorrentState,
    bytes: bytes ?? made.bytes,
  });
  return made.infoHash;
}

/** The services of a bot with this client, on the database of the test. */
export function servicesWith(
  em: Services['em'],
  client: Client,
  releaseByHash?: Mam['releaseByHash'],
): Services {
  const environment = {
    QB_URL: 'http://127.0.0.1:1',
    MAM_TRACKER_URL: `http://${trackerHost}`,
  };
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return {
    em,
    now: () => now,
    log,
    config: loadConfig(environment),
    platforms: ['room'],
    policy: async () => policy,
    seal: { close: (plain: Buffer) => plain, open: (sealed: Buffer) => sealed },
    qbittorrent: client.qbittorrent,
    mam: releaseByHash ? ({ releaseByHash } as Mam) : null,
  } as unknown as Services;
}

function ignore(): void {}
