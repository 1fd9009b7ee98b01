import { createHttp } from '../http.ts';
import { type AddOutcome, addTorrent } from './add-torrent.ts';
import { createApi, unexpected } from './api.ts';
import { type Category, categoryFolder, ensureCategory } from './categories.ts';
import { type CategoryWatch, createCategoryWatch } from './category-watch.ts';
import { createCookieJar } from './cookies.ts';
import { createDeltaFeed } from './delta-feed.ts';
import { createExchange } from './exchange.ts';
import type { LoginGate } from './login-gate.ts';
import { createLogin, type Credentials } from './login.ts';
import {
  type ClientPreferences,
  changePreferences,
  type QueueLimits,
  readPreferences,
  readQueueLimits,
} from './preferences.ts';
import { createSession } from './session.ts';
import { createTorrentActions, type TorrentActions } from './torrent-actions.ts';
import { createTorrentReads, type TorrentReads } from './torrent-reads.ts';
import type { Changes, NewTorrent } from './torrent.ts';

export type Qbittorrent = TorrentReads &
  TorrentActions &
  CategoryWatch & {
    version: () => Promise<{ app: string; api: string }>;
    ensureCategory: (name: string, savePath: string | null) => Promise<Category>;
    /** The full path of a category's folder, also when it is the default one; null without such a category. */
    categoryFolder: (name: string) => Promise<string | null>;
    addTorrent: (torrent: NewTorrent) => Promise<AddOutcome>;
    /** What changed since this was last called; throws `unexpected` when qBittorrent forgets our session. */
    changes: () => Promise<Changes>;
    /** On the disk of the default save path; null when qBittorrent cannot tell. */
    freeSpaceBytes: () => Promise<number | null>;
    preferences: () => Promise<ClientPreferences>;
    queueLimits: () => Promise<QueueLimits>;
    /** Throws `unexpected` when qBittorrent does not have it afterwards. */
    changePreferences: (wanted: ClientPreferences) => Promise<void>;
    /** Torrents of lists that were left out because they could not be read, since the start. */
    droppedRows: () => number;
  };

/** A client of the Web API of qBittorrent 4.5 to 5.3. Failures are ExternalErrors; what is no info-hash is a UserError. */
export function createQbittorrent(
  options: Credentials & {
    baseUrl: string;
    userAgent: string;
    now: () => Date;
    loginGate: LoginGate;
  },
): Qbittorrent {
  const { baseUrl, userAgent, username, password, apiKey, now, loginGate } = options;
  const http = createHttp({ service: 'qbittorrent', baseUrl, userAgent });
  const cookies = createCookieJar();
  const exchange = createExchange({ http, apiKey, cookies, now });
  const credentials = { username, password, apiKey };
  const { host } = new URL(baseUrl);
  const logIn = createLogin({ exchange, cookies, credentials, host, now, loginGate });
  const session = createSession(exchange, logIn);
  const api = createApi(session);
  let droppedRows = 0;
  const drop = (rows: number) => {
    droppedRows += rows;
  };
  const reads = createTorrentReads(api);
  const feed = createDeltaFeed(api, session, drop);
  const isThere = async (hash: string) => (await reads.torrents([hash])).length > 0;
  return {
    ...reads,
    ...createTorrentActions(api, session),
    ...createCategoryWatch(api, session, feed, drop),
    async version() {
      const { apiVersion } = await session.dialect();
      const { body } = await api.get('app/version');
      const app = /^v?(\d[\w.]{0,30})$/.exec(body.toString('utf8').trim())?.[1];
      if (!app) throw unexpected('qBittorrent did not name its version');
      return { app, api: apiVersion };
    },
    ensureCategory: (name, savePath) => ensureCategory(api, name, savePath),
    categoryFolder: (name) => categoryFolder(api, name),
    addTorrent: (torrent) => addTorrent(api, isThere, torrent),
    changes: () => feed.changes(),
    freeSpaceBytes: () => feed.freeSpaceBytes(),
    preferences: () => readPreferences(api),
    queueLimits: () => readQueueLimits(api),
    changePreferences: (wanted) => changePreferences(api, wanted),
    droppedRows: () => droppedRows,
  };
}
