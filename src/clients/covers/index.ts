import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, type HttpAnswer } from '../http.ts';
import { imageType, type ImageType } from './image-type.ts';
import { createHosts } from './hosts.ts';

export type Cover = { bytes: Buffer; type: ImageType };

export type Covers = {
  /**
   * The picture at an address the catalogue gave. Throws ExternalError: `refused` for an address that
   * is not the catalogue's, `unexpected` for anything but a JPEG or PNG of a modest size.
   */
  fetch(address: string): Promise<Cover>;
};

const service = 'audible';
const mostBytes = 2 * 1024 * 1024;
const mostRedirects = 3;
const timeoutMs = 10_000;

/** Fetches book covers from Audible's picture hosts and from `catalogueUrl`, and from nowhere else. */
export function createCovers(options: { catalogueUrl: string; userAgent: string }): Covers {
  const isAllowed = createHosts(options.catalogueUrl);

  async function read(url: URL, redirects: number): Promise<HttpAnswer> {
    if (!isAllowed(url)) {
      throw new ExternalError(service, 'refused', `${url.origin} is no host of covers`);
    }
    const http = createHttp({ service, baseUrl: url.origin, userAgent: options.userAgent });
    const answer = await http({
      path: `.${url.pathname}`,
      query: url.searchParams,
      maxBytes: mostBytes,
      timeoutMs,
    });
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status >= 400 || typeof location !== 'string') return answer;
    const next = URL.parse(location, url.href);
    if (!next || redirects === mostRedirects) {
      throw new ExternalError(service, 'unexpected', `${url.origin} only redirects`);
    }
    return await read(next, redirects + 1);
  }

  return {
    async fetch(address) {
      const url = URL.parse(address);
      if (!url) throw new ExternalError(service, 'refused', 'the cover has no readable address');
      const answer = await read(url, 0);
      expectOk(service, answer);
      const type = imageType(answer.body);
      if (type && answer.contentType.split(';')[0]?.trim() === type) {
        return { bytes: answer.body, type };
      }
      const text = `the cover at ${url.origin} is neither a JPEG nor a PNG`;
      throw new ExternalError(service, 'unexpected', text);
    },
  };
}
