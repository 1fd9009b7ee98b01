import { mkdir } from 'node:fs/promises';
import { createChanges } from './download-client/changes.ts';
import { type Credentials, createLogin } from './download-client/login.ts';
import { readRoutes } from './download-client/reads.ts';
import type { ClientState, ClientTorrent, Dialect } from './download-client/torrent.ts';
import { startWork } from './download-client/work.ts';
import { writeRoutes } from './download-client/writes.ts';
import { type SandboxRequest, type SandboxServer, serve, text } from './http.ts';
import type { Swarm } from './torrents.ts';

/**
 * The download client stand-in: qBittorrent's Web API, fetching from the swarm instead of peers.
 * Kinds for `failNext` are the API's own names, such as `torrents/add`.
 */
export type DownloadClient = SandboxServer &
  Credentials & {
    dialect: Dialect;
    /** By info-hash. */
    torrents: ReadonlyMap<string, ClientTorrent>;
    preferences: Readonly<Record<string, unknown>>;
    /** Ends every login, as a restart of the program does. */
    forgetSessions: () => void;
    /** Lets it work for so many seconds, where it does nothing by itself. */
    step: (seconds: number) => Promise<void>;
  };

/** The defaults of the real program, as far as the product reads or sets them. */
const preferences = {
  max_uploads: 20,
  max_uploads_per_torrent: 4,
  queueing_enabled: false,
  max_active_downloads: 3,
  max_active_torrents: 5,
  max_active_uploads: 3,
  dont_count_slow_torrents: false,
  max_ratio: -1,
  max_ratio_enabled: false,
  max_seeding_time: -1,
  max_seeding_time_enabled: false,
  autorun_enabled: false,
  autorun_program: '',
};

export async function startDownloadClient(options: {
  dialect: Dialect;
  swarm: Swarm;
  defaultSavePath: string;
  bytesPerSecond: number;
  random: () => number;
  now: () => Date;
  isByHand?: boolean;
}): Promise<DownloadClient> {
  const {
    dialect,
    swarm,
    defaultSavePath,
    bytesPerSecond,
    random,
    now,
    isByHand = false,
  } = options;
  await mkdir(defaultSavePath, { recursive: true });
  const credentials = {
    username: 'sandbox',
    password: 'sandbox-password',
    apiKey: 'qbt_sandboxsandboxsandboxsandbox',
  };
  const login = createLogin(dialect, credentials, random);
  const torrents = new Map<string, ClientTorrent>();
  const state: ClientState = {
    dialect,
    torrents,
    defaultSavePath,
    bytesPerSecond,
    now,
    categories: new Map(),
    tags: new Set(),
    preferences: { save_path: defaultSavePath, ...preferences },
  };
  const work = startWork({ torrents, swarm, bytesPerSecond, now, isByHand });
  const loginPath = '/api/v2/auth/login';
  const server = await serve({
    notFound: text(dialect === '4.5' ? 'Not Found' : 'Endpoint does not exist', 404),
    wrap: (request, next) => {
      if (isForeign(request)) return text('Unauthorized', 401);
      const isOpen = request.path === loginPath || login.sessionOf(request) !== null;
      return isOpen ? next() : text('Forbidden', 403);
    },
    routes: [
      { kind: 'auth/login', method: 'POST', path: loginPath, answer: login.answer },
      ...readRoutes(state, login.sessionOf, createChanges()),
      ...writeRoutes(state, work),
    ],
  });
  return {
    ...server,
    ...credentials,
    dialect,
    torrents,
    preferences: state.preferences,
    forgetSessions: login.forget,
    step: work.step,
    stop: async () => {
      await work.stop();
      await server.stop();
    },
  };
}

/** A page of another origin must not steer the client. */
function isForeign({ headers }: SandboxRequest): boolean {
  return [headers.origin, headers.referer].some(
    (address) => address !== undefined && URL.parse(address)?.host !== headers.host,
  );
}
