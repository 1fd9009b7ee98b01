import { ExternalError } from '../../errors.ts';
import { expectOk, type HttpAnswer } from '../http.ts';
import { type Api, jsonOf, unexpected } from './api.ts';
import { hashFields } from './hashes.ts';
import { readFiles, readTorrents, readTrackers } from './schema.ts';
import type { TorrentFile, TorrentState, TrackerState } from './torrent.ts';

export type TorrentReads = {
  /** The asked torrents; one that is absent is not in the client. Throws `unexpected` rather than leave one out. */
  torrents: (hashes: readonly string[]) => Promise<TorrentState[]>;
  /** Throws `refused` when qBittorrent does not have the torrent, as the next two do. */
  files: (hash: string) => Promise<TorrentFile[]>;
  trackers: (hash: string) => Promise<TrackerState[]>;
  /** The .torrent as qBittorrent keeps it. */
  exportTorrent: (hash: string) => Promise<Buffer>;
};

export function createTorrentReads(api: Api): TorrentReads {
  async function ofOne(path: string, hash: string): Promise<HttpAnswer> {
    const [field = ''] = hashFields([hash]);
    const answer = await api.ask({ path, query: { hash: field } });
    if (answer.status === 404) {
      const text = 'qBittorrent does not have this torrent';
      throw new ExternalError('qbittorrent', 'refused', text);
    }
    expectOk('qbittorrent', answer);
    return answer;
  }
  return {
    async torrents(hashes) {
      const found: TorrentState[] = [];
      for (const field of hashFields(hashes)) {
        const list = readTorrents(await api.json('torrents/info', { hashes: field }));
        if (list.droppedRows > 0) throw unexpected('qBittorrent answered with unreadable torrents');
        found.push(...list.torrents);
      }
      return found;
    },
    files: async (hash) => readFiles(jsonOf(await ofOne('torrents/files', hash))),
    trackers: async (hash) => readTrackers(jsonOf(await ofOne('torrents/trackers', hash))),
    async exportTorrent(hash) {
      const { body } = await ofOne('torrents/export', hash);
      if (body[0] !== 0x64) throw unexpected('qBittorrent exported something that is no torrent');
      return body;
    },
  };
}
