import type { Api } from './api.ts';
import { hashFields } from './hashes.ts';
import type { Session } from './session.ts';
import { joinTags } from './tags.ts';

/** Orders; hashes that qBittorrent does not have are passed over in silence by the program itself. */
export type TorrentActions = {
  pause: (hashes: readonly string[]) => Promise<void>;
  resume: (hashes: readonly string[]) => Promise<void>;
  /** Runs them past the queue limits, or by the queue again. */
  forceStart: (hashes: readonly string[], isForced?: boolean) => Promise<void>;
  reannounce: (hashes: readonly string[]) => Promise<void>;
  recheck: (hashes: readonly string[]) => Promise<void>;
  remove: (hashes: readonly string[], options: { deleteFiles: boolean }) => Promise<void>;
  addTags: (hashes: readonly string[], tags: readonly string[]) => Promise<void>;
};

export function createTorrentActions(api: Api, session: Session): TorrentActions {
  async function order(path: string, texts: readonly string[], form: Record<string, string> = {}) {
    for (const hashes of hashFields(texts)) await api.post(path, { hashes, ...form });
  }
  return {
    pause: async (hashes) => order((await session.dialect()).pausePath, hashes),
    resume: async (hashes) => order((await session.dialect()).resumePath, hashes),
    forceStart: (hashes, isForced = true) =>
      order('torrents/setForceStart', hashes, { value: String(isForced) }),
    reannounce: (hashes) => order('torrents/reannounce', hashes),
    recheck: (hashes) => order('torrents/recheck', hashes),
    remove: (hashes, { deleteFiles }) =>
      order('torrents/delete', hashes, { deleteFiles: String(deleteFiles) }),
    addTags: (hashes, tags) => order('torrents/addTags', hashes, { tags: joinTags(tags) }),
  };
}
