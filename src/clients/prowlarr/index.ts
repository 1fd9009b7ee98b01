import type { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, type HttpAnswer, parseJson } from '../http.ts';
import { type ProwlarrRow, readResult } from './rows.ts';
import { healthAnswer, searchAnswer } from './schema.ts';

export type { ProwlarrRow };

/** Prowlarr's API; every function throws ExternalError. It asks its indexers with its own sessions. */
export type Prowlarr = {
  /** Torrents among the audiobooks of all its indexers, with the words of the text. */
  search(text: string): Promise<ProwlarrRow[]>;
  /** What Prowlarr itself complains of. */
  complaints(): Promise<string[]>;
  /** The bytes of the .torrent file of a result; they may hold a passkey: a secret. */
  torrentFile(downloadPath: string): Promise<Buffer>;
};

export type ProwlarrOptions = {
  baseUrl: string;
  apiKey: string;
  /** Address of the tracker, to know its own torrents by. */
  trackerUrl: string;
  userAgent: string;
};

const service = 'prowlarr';
const audiobooks = '3030';
const rowsPerSearch = '100';
/** It asks all its indexers before it answers. */
const searchTimeoutMs = 90_000;
const maxTorrentBytes = 10 * 1024 * 1024;

export function createProwlarr(options: ProwlarrOptions): Prowlarr {
  const { baseUrl, userAgent, trackerUrl } = options;
  const http = createHttp({ service, baseUrl, userAgent });
  const headers = { 'x-api-key': options.apiKey };

  async function read<T>(
    path: string,
    form: z.ZodType<T>,
    more: { query?: Record<string, string>; timeoutMs?: number } = {},
  ): Promise<T> {
    const answer = await http({ path: `api/v1/${path}`, headers, ...more });
    expectOk(service, answer);
    const parsed = form.safeParse(parseJson(service, answer));
    if (parsed.success) return parsed.data;
    // What it sent is not quoted: results carry its key.
    throw new ExternalError(
      service,
      'unexpected',
      `${service} answered ${path} in an unknown form`,
    );
  }

  return {
    async search(text) {
      const query = { query: text, type: 'search', categories: audiobooks, limit: rowsPerSearch };
      const results = await read('search', searchAnswer, { query, timeoutMs: searchTimeoutMs });
      return results.map((one) => readResult(one, trackerUrl)).filter((row) => row !== null);
    },

    async complaints() {
      const items = await read('health', healthAnswer);
      return items
        .filter(({ type }) => type === 'warning' || type === 'error')
        .map(({ message }) => message);
    },

    async torrentFile(downloadPath) {
      const answer = await http({ path: downloadPath, maxBytes: maxTorrentBytes });
      refuseRedirect(answer);
      expectOk(service, answer);
      if (answer.body[0] === 'd'.charCodeAt(0)) return answer.body;
      throw new ExternalError(
        service,
        'unexpected',
        `${service} sent something else than a torrent`,
      );
    },
  };
}

/** Where it leads is not looked at: to another host nothing of ours goes. */
function refuseRedirect({ status }: HttpAnswer): void {
  if (status < 300 || status >= 400) return;
  const text =
    'Prowlarr sends us to the indexer instead of handing the torrent over: switch "Redirect" off for that indexer';
  throw new ExternalError(service, 'refused', text);
}
