import { ExternalError } from '../../errors.ts';
import { readAccount, type TrackerAccount } from './account.ts';
import { readJson, readTorrent } from './body.ts';
import { releaseBody, type SearchQuery, searchBody, searchText } from './query.ts';
import { readSearchPage, type SearchPage, type TrackerRow } from './rows.ts';
import { type BonusEntry, type PurchaseAnswer, readBonusHistory, readPurchase } from './store.ts';
import { createTransport, type TrackerOptions, type TrackerRequest } from './transport.ts';

export type { BonusEntry, PurchaseAnswer, SearchPage, SearchQuery, TrackerAccount, TrackerRow };

/** The tracker's published API; every function throws ExternalError and sends exactly one request. */
export type Mam = {
  search(query: SearchQuery): Promise<SearchPage>;
  /** The text that finds any of the titles by any of the authors; `null` when nothing can be searched for. */
  searchText: typeof searchText;
  /** `null` when the tracker has no torrent with this id. */
  releaseById(id: number): Promise<TrackerRow | null>;
  /** `null` when the tracker has no torrent with this info-hash. */
  releaseByHash(infoHash: string): Promise<TrackerRow | null>;
  account(): Promise<TrackerAccount>;
  /** The bytes of the .torrent file. They hold the member's passkey: a secret. */
  torrentFile(id: number): Promise<Buffer>;
  /** The markup of one of the seven rule pages; refused unless `mayReadPages` says yes. */
  rulePage(path: string): Promise<string>;
  /** The same, after spending a wedge on the torrent for good: each call is one wedge. */
  torrentFileByWedge(id: number): Promise<Buffer>;
  /** Spends points on as many weeks of VIP as fit below the site's ceiling. */
  buyVip(): Promise<PurchaseAnswer>;
  /** Spends points on so many GB of upload credit, 50 or more. */
  buyUpload(gb: number): Promise<PurchaseAnswer>;
  bonusHistory(): Promise<BonusEntry[]>;
};

const maxTorrentBytes = 10 * 1024 * 1024;
const maxPageBytes = 5 * 1024 * 1024;

export function createMam(options: TrackerOptions): Mam {
  const transport = createTransport(options);

  async function postSearch(json: unknown, start: number): Promise<SearchPage> {
    const call = { method: 'POST', path: 'tor/js/loadSearchJSONbasic.php', query: {} } as const;
    const answer = await transport({ ...call, kind: 'search', json }, readJson);
    return readSearchPage(answer, start);
  }

  function getTorrent(what: Pick<TrackerRequest, 'query' | 'spends'>): Promise<Buffer> {
    const call = { method: 'GET', path: 'tor/download.php', kind: 'torrent', ...what } as const;
    return transport({ ...call, maxBytes: maxTorrentBytes }, readTorrent);
  }

  function buy(query: Record<string, string>): Promise<PurchaseAnswer> {
    const time = String((options.now?.() ?? new Date()).getTime());
    const call = { method: 'GET', path: 'json/bonusBuy.php/', spends: true } as const;
    return transport({ ...call, kind: 'account', query: { ...query, _: time } }, readPurchase);
  }

  return {
    searchText,
    search: (query) => postSearch(searchBody(query), query.start ?? 0),

    async releaseById(id) {
      const { rows, rawRows } = await postSearch(releaseBody({ id }), 0);
      const row = rows.find((one) => one.id === id);
      if (row || rawRows === 0) return row ?? null;
      const text = `tracker answered without a readable row for torrent ${id}`;
      throw new ExternalError('tracker', 'unexpected', text);
    },

    async releaseByHash(infoHash) {
      const { rows, rawRows } = await postSearch(releaseBody({ hash: infoHash }), 0);
      const [row] = rows;
      // A site that does not know the field would answer with whatever is newest.
      if (rawRows > 1) return null;
      if (row || rawRows === 0) return row ?? null;
      const text = 'tracker answered without a readable row for an info-hash';
      throw new ExternalError('tracker', 'unexpected', text);
    },

    async account() {
      const query = { snatch_summary: '', notif: '' };
      const call = { method: 'GET', path: 'jsonLoad.php', query } as const;
      return readAccount(await transport({ ...call, kind: 'account' }, readJson));
    },

    torrentFile: (id) => getTorrent({ query: { tid: String(id) } }),
    torrentFileByWedge: (id) => getTorrent({ query: { tid: String(id), fl: '' }, spends: true }),

    buyVip: () => buy({ spendtype: 'VIP', duration: 'max' }),
    buyUpload: (gb) => buy({ spendtype: 'upload', amount: String(gb) }),

    bonusHistory() {
      const call = { method: 'GET', path: 'json/userBonusHistory.php', query: {} } as const;
      return transport({ ...call, kind: 'account' }, readBonusHistory);
    },

    rulePage(path) {
      const call = { method: 'GET', path: path.replace(/^\//, ''), query: {} } as const;
      const request = { ...call, kind: 'search', isPage: true, maxBytes: maxPageBytes } as const;
      return transport(request, ({ body }) => body.toString('utf8'));
    },
  };
}
