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
  /** Adds content that is on disk already; it is checked, then seeded. */
  seed: (torrent: Buffer, folder: string) => Promise<void>;
  torrents: () => Promise<ClientRow[]>;
};

export async function connectTo(program: RunningQbittorrent): Promise<SwarmClient> {
  const { baseUrl, username, password } = program;
  const api = `${baseUrl}/api/v2`;
  const body = new URLSearchParams({ username, password });
  const login = await fetch(`${api}/auth/login`, { method: 'POST', body });
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return {
    async seed(torrent, folder) {
      const form = new FormData();
      form.append('torrents', new Blob([new Uint8Array(torrent)]), 'book.torrent');
      form.append('savepath', folder);
      form.append('autoTMM', 'false');
      const answer = await fetch(`${api}/torrents/add`, {
        method: 'POST',
        body: form,
        headers: { cookie },
      });
      if (!answer.ok) throw new Error(`qBittorrent took no torrent: ${answer.status}`);
    },
    async torrents() {
      const answer = await fetch(`${api}/torrents/info`, { headers: { cookie } });
      return (await answer.json()) as ClientRow[];
    },
  };
}
