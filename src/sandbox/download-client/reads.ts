import { statfs } from 'node:fs/promises';
import { json, type SandboxAnswer, type SandboxRequest, type SandboxRoute, text } from '../http.ts';
import type { createChanges } from './changes.ts';
import { fileRows, infoRow, propertiesRow, trackerRows } from './rows.ts';
import type { ClientState, ClientTorrent } from './torrent.ts';

/** The GET part of the Web API. */
export function readRoutes(
  state: ClientState,
  sessionOf: (request: SandboxRequest) => string | null,
  changes: ReturnType<typeof createChanges>,
): SandboxRoute[] {
  const { dialect, torrents } = state;
  const get = (
    name: string,
    answer: (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>,
  ): SandboxRoute => ({ kind: name, method: 'GET', path: `/api/v2/${name}`, answer });
  const ofOne = (name: string, answer: (torrent: ClientTorrent) => SandboxAnswer) =>
    get(name, ({ query }) => {
      const torrent = torrents.get(query.get('hash') ?? '');
      return torrent ? answer(torrent) : text('Not Found', 404);
    });
  return [
    get('app/version', () => text(dialect === '4.5' ? 'v4.5.2' : 'v5.3.0')),
    get('app/webapiVersion', () => text(dialect === '4.5' ? '2.8.19' : '2.16.2')),
    get('app/defaultSavePath', () => text(state.defaultSavePath)),
    get('app/preferences', () => json(state.preferences)),
    get('transfer/info', () => json(transferInfo())),
    get('torrents/categories', () => json(categoryRows(state))),
    get('torrents/tags', () => json([...state.tags].sort())),
    get('torrents/info', ({ query }) => json(infoRows(state, query))),
    ofOne('torrents/files', (torrent) => json(fileRows(torrent))),
    ofOne('torrents/properties', (torrent) => json(propertiesRow(torrent, dialect, state.now()))),
    ofOne('torrents/trackers', (torrent) => json(trackerRows(torrent, dialect))),
    ofOne('torrents/export', ({ file }) => {
      return { status: 200, headers: { 'content-type': 'application/x-bittorrent' }, body: file };
    }),
    get('sync/maindata', async (request) => {
      const rid = Number(request.query.get('rid') ?? 0);
      return json(changes(sessionOf(request) ?? '', rid, await mainState(state)));
    }),
  ];
}

/** A filter no version knows means "all", and the older ones know few: only these three select. */
function infoRows(state: ClientState, query: URLSearchParams): object[] {
  const hashes = query.get('hashes')?.toLowerCase();
  const category = query.get('category');
  const tag = query.get('tag');
  const rows = listed(state)
    .filter(
      (torrent) =>
        (!hashes || hashes === 'all' || hashes.split('|').includes(torrent.meta.infoHash)) &&
        (category === null || torrent.category === category) &&
        (tag === null || (tag === '' ? torrent.tags.size === 0 : torrent.tags.has(tag))),
    )
    .map((torrent) => infoRow(torrent, state.dialect, state.bytesPerSecond, state.now()));
  return page(rows, query);
}

/** An offset beyond the end counts as none. */
function page<Row extends object>(rows: Row[], query: URLSearchParams): Row[] {
  const sort = query.get('sort');
  const valueOf = (row: Row) => Number(new Map(Object.entries(row)).get(sort ?? ''));
  const sorted = sort === null ? rows : rows.toSorted((a, b) => valueOf(a) - valueOf(b));
  const offset = Number(query.get('offset') ?? 0);
  const start = offset < sorted.length ? offset : 0;
  const limit = Number(query.get('limit') ?? 0);
  return limit > 0 ? sorted.slice(start, start + limit) : sorted.slice(start);
}

function listed(state: ClientState): ClientTorrent[] {
  return [...state.torrents.values()].filter((torrent) => torrent.phase !== 'arriving');
}

async function mainState(state: ClientState) {
  const disk = await statfs(state.defaultSavePath);
  const rows = listed(state).map((torrent) => {
    const row = infoRow(torrent, state.dialect, state.bytesPerSecond, state.now());
    const { hash, ...fields } = row;
    return [hash, fields] as const;
  });
  const downloaded = listed(state).reduce((sum, torrent) => sum + torrent.downloadedBytes, 0);
  return {
    torrents: new Map<string, Record<string, unknown>>(rows),
    rest: {
      categories: categoryRows(state),
      tags: [...state.tags].sort(),
      server_state: {
        ...transferInfo(),
        alltime_dl: downloaded,
        alltime_ul: 0,
        free_space_on_disk: disk.bavail * disk.bsize,
        global_ratio: downloaded === 0 ? '-' : '0.00',
        queueing: false,
        refresh_interval: 1500,
      },
    },
  };
}

function categoryRows({ dialect, categories }: ClientState): object {
  const newer = {
    download_path: null,
    inactive_seeding_time_limit: -2,
    ratio_limit: -2,
    seeding_time_limit: -2,
    share_limit_action: 'Default',
    share_limits_mode: 'Default',
  };
  const rows = [...categories].map(([name, savePath]) => {
    return [name, { ...(dialect === '4.5' ? {} : newer), name, savePath }] as const;
  });
  return Object.fromEntries(rows);
}

function transferInfo() {
  return {
    connection_status: 'connected',
    dht_nodes: 0,
    dl_info_data: 0,
    dl_info_speed: 0,
    dl_rate_limit: 0,
    up_info_data: 0,
    up_info_speed: 0,
    up_rate_limit: 0,
  };
}
