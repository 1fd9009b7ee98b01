import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk } from '../http.ts';

export type Goodreads = {
  /**
   * One page of the feed of a shelf, 1 being the first, as XML. Throws ExternalError: `refused` for an
   * address that is not of such a feed.
   */
  shelfPage(address: string, page: number): Promise<string>;
};

const service = 'goodreads';
const mostBytes = 5 * 1024 * 1024;
const ownOrigin = 'https://www.goodreads.com';
const feedPath = /^\/review\/list_rss\/\d+[\w-]*$/;
const kept = ['key', 'shelf'];

/** Reads feeds of shelves that members bring, and nothing else; `baseUrl` stands for Goodreads' own address. */
export function createGoodreads(options: { baseUrl: string; userAgent: string }): Goodreads {
  const http = createHttp({ service, ...options });
  return {
    async shelfPage(address, page) {
      const url = URL.parse(address);
      if (!url || url.origin !== ownOrigin || !feedPath.test(url.pathname)) {
        throw new ExternalError(service, 'refused', 'this is no address of a Goodreads shelf feed');
      }
      const given = kept.flatMap((name) => {
        const value = url.searchParams.get(name);
        return value === null ? [] : [[name, value] as [string, string]];
      });
      const query = { ...Object.fromEntries(given), page: String(page) };
      const answer = await http({ path: url.pathname.slice(1), query, maxBytes: mostBytes });
      expectOk(service, answer);
      return answer.body.toString('utf8');
    },
  };
}
