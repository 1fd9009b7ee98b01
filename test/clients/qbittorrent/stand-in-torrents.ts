export type Version = '4.5' | '5.1' | '5.3';
export type Row = Record<string, unknown>;
export type Answer = { status?: number; type?: string; body?: string | Buffer };
export type Received = {
  /** Below `/api/v2/`. */
  path: string;
  query: URLSearchParams;
  fields: Map<string, string>;
  cookie: string;
  authorization: string;
};
/** What the program remembers for one session: the last answer of `sync/maindata`. */
export type SyncState = { rid: number; seen: Map<string, string> };

const dialects = {
  '4.5': { api: '2.8.19', orders: ['pause', 'resume'] },
  '5.1': { api: '2.11.4', orders: ['stop', 'start'] },
  '5.3': { api: '2.16.2', orders: ['stop', 'start'] },
} as const;

/** A torrent as the list shows it; the real rows have more fields. */
export function makeRow(hash: string, fields: Row = {}): Row {
  return {
    hash,
    added_on: 1_700_000_000,
    amount_left: 750,
    category: 'audiobooks',
    completion_on: -1,
    content_path: '/downloads/Some Book',
    dlspeed: 0,
    downloaded: 250,
    eta: 8_640_000,
    name: 'Some Book',
    num_complete: 4,
    num_incomplete: 1,
    progress: 0.25,
    ratio: 0.5,
    save_path: '/downloads',
    seeding_time: 0,
    size: 1000,
    state: 'stalledDL',
    tags: 'auto, mam',
    uploaded: 125,
    upspeed: 0,
    ...fields,
  };
}

export function answerRequest(
  version: Version,
  torrents: Map<string, Row>,
  request: Received,
  state: SyncState,
): Answer {
  const { path, query, fields } = request;
  const hashes = (query.get('hashes') ?? '').split('|');
  const orders = [...dialects[version].orders, 'delete', 'addTags', 'setForceStart'];
  if (path === 'app/version') return { body: `v${version}.0` };
  if (path === 'app/webapiVersion') return { body: dialects[version].api };
  if (path === 'torrents/add') return addTorrent(version, torrents, fields);
  if (path === 'sync/maindata') return sync(torrents, state, query.get('rid'));
  if (path === 'torrents/info' && query.has('category')) return json(page(torrents, query));
  if (path === 'torrents/info') return json(hashes.flatMap((hash) => torrents.get(hash) ?? []));
  if (orders.some((order) => path === `torrents/${order}`)) return {};
  return { status: 404, body: 'Not Found' };
}

/** An offset beyond the end counts as none. */
function page(torrents: Map<string, Row>, query: URLSearchParams): Row[] {
  const rows = [...torrents.values()].filter((row) => row['category'] === query.get('category'));
  const field = query.get('sort');
  if (field) rows.sort((a, b) => Number(a[field]) - Number(b[field]));
  const offset = Number(query.get('offset') ?? 0);
  const start = offset < rows.length ? offset : 0;
  return rows.slice(start, start + (Number(query.get('limit')) || rows.length));
}

/** Here a .torrent is the letter `d` and its hash. */
function addTorrent(
  version: Version,
  torrents: Map<string, Row>,
  fields: Map<string, string>,
): Answer {
  const file = fields.get('torrents') ?? '';
  if (!file.startsWith('d')) {
    return { status: 415, body: "Error: 'x.torrent' is not a valid torrent file." };
  }
  const hash = file.slice(1);
  const isNew = !torrents.has(hash);
  if (isNew) torrents.set(hash, makeRow(hash));
  if (version !== '5.3') return { body: isNew ? 'Ok.' : 'Fails.' };
  return isNew ? json({ success_count: 1, failure_count: 0 }) : { status: 409, body: 'Conflict' };
}

/** The full list unless the last answer of this session is named, then what has changed since. */
function sync(torrents: Map<string, Row>, state: SyncState, rid: string | null): Answer {
  const isFull = state.rid === 0 || rid !== String(state.rid);
  const seen = isFull ? new Map<string, string>() : state.seen;
  const changed: Record<string, Row> = {};
  for (const [hash, row] of torrents) {
    const before = JSON.parse(seen.get(hash) ?? '{}') as Row;
    const fields = Object.entries(row).filter(([name, value]) => before[name] !== value);
    if (fields.length > 0) changed[hash] = Object.fromEntries(fields);
  }
  const removed = [...seen.keys()].filter((hash) => !torrents.has(hash));
  state.rid += 1;
  state.seen = new Map([...torrents].map(([hash, row]) => [hash, JSON.stringify(row)]));
  const server = { free_space_on_disk: 5000, connection_status: 'connected' };
  return json({
    rid: state.rid,
    ...(isFull ? { full_update: true, server_state: server } : {}),
    ...(Object.keys(changed).length > 0 ? { torrents: changed } : {}),
    ...(removed.length > 0 ? { torrents_removed: removed } : {}),
  });
}

export function json(value: unknown): Answer {
  return { type: 'application/json', body: JSON.stringify(value) };
}
