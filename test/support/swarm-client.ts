import type { RunningQbittorrent } from './qbittorrent.ts';

/** A torrent as qBittorrent itself tells it. */
type ClientRow = {
  hash: string;
  name: string;
  state: string;
  progress: number;
  category: string;
  tags: string;
  save_path: string;
};

/** A look at a real qBittorrent from outside, without any code of the product. */
export type SwarmClient = {
  /** Adds a torrent with these fields; what is on disk already is checked, then seeded. */
  add: (torrent: Buffer, fields: Record<string, string>) => Promise<void>;
  addAll: (torrents: readonly Buffer[], fields: Record<string, string>) => Promise<void>;
  torrents: () => Promise<ClientRow[]>;
  has: (hash: string) => Promise<boolean>;
  /** What a person does with a torrent, by the name of the endpoint below `torrents/`. */
  order: (name: string, hash: string, fields?: Record<string, string>) => Promise<void>;
  /** Changes settings of the program. */
  preferences: (settings: object) => Promise<void>;
  /** A new API key; the one before is void. */
  rotateApiKey: () => Promise<string>;
};

export async function connectTo(program: RunningQbittorrent): Promise<SwarmClient> {
  const api = `${program.baseUrl}/api/v2`;
  const cookie = await logIn(program);

  async function post(path: string, body: FormData | URLSearchParams): Promise<void> {
    const answer = await fetch(`${api}/torrents/${path}`, {
      method: 'POST',
      body,
      headers: { cookie },
    });
    if (!answer.ok) throw new Error(`qBittorrent refused ${path}: ${answer.status}`);
  }

  async function addAll(
    torrents: readonly Buffer[],
    fields: Record<string, string>,
  ): Promise<void> {
    const form = new FormData();
    // Of two files of one name the program takes the last.
    for (const [index, torrent] of torrents.entries()) {
      form.append('torrents', new Blob([new Uint8Array(torrent)]), `${index}.torrent`);
    }
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    await post('add', form);
  }

  async function list(query: string): Promise<ClientRow[]> {
    const answer = await fetch(`${api}/torrents/info${query}`, { headers: { cookie } });
    return (await answer.json()) as ClientRow[];
  }

  return {
    add: (torrent, fields) => addAll([torrent], fields),
    addAll,
    order: (name, hash, fields = {}) =>
      post(name, new URLSearchParams({ ...(hash ? { hashes: hash } : {}), ...fields })),
    async preferences(settings) {
      const body = new URLSearchParams({ json: JSON.stringify(settings) });
      const answer = await fetch(`${api}/app/setPreferences`, {
        method: 'POST',
        body,
        headers: { cookie },
      });
      if (!answer.ok) throw new Error(`qBittorrent refused its settings: ${answer.status}`);
    },
    async rotateApiKey() {
      const answer = await fetch(`${api}/app/rotateAPIKey`, {
        method: 'POST',
        headers: { cookie },
      });
      return ((await answer.json()) as { apiKey: string }).apiKey;
    },
    torrents: () => list(''),
    has: async (hash) => (await list(`?hashes=${hash}`)).length > 0,
  };
}

/** The session cookie of a fresh login. */
async function logIn({ baseUrl, username, password }: RunningQbittorrent): Promise<string> {
  const login = await fetch(`${baseUrl}/api/v2/auth/login`, {
    method: 'POST',
    body: new URLSearchParams({ username, password }),
  });
  return login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
