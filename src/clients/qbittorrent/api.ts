import { ExternalError } from '../../errors.ts';
import { expectOk, type HttpAnswer, type HttpRequest } from '../http.ts';
import type { Session } from './session.ts';

const maxListBytes = 128 * 1024 * 1024;

export type Api = {
  /** Any answer of the program itself, whatever its status. */
  ask(request: HttpRequest): Promise<HttpAnswer>;
  get(path: string, query?: Record<string, string>): Promise<HttpAnswer>;
  json(path: string, query?: Record<string, string>): Promise<unknown>;
  post(path: string, form: Record<string, string>): Promise<void>;
};

/** Requests whose failures are typed errors that quote neither addresses nor answers of trackers. */
export function createApi(session: Session): Api {
  async function ask(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await session.send(request);
    // A proxy's page with status 200 would otherwise pass for a change that was carried out.
    if (answer.status < 300 && answer.contentType.includes('text/html')) {
      throw unexpected(`A web page came where qBittorrent should answer ${request.path}`);
    }
    return answer;
  }

  async function get(path: string, query: Record<string, string> = {}): Promise<HttpAnswer> {
    const answer = await ask({ path, query, maxBytes: maxListBytes });
    expectOk('qbittorrent', answer);
    return answer;
  }

  return {
    ask,
    get,
    json: async (path, query) => jsonOf(await get(path, query)),
    async post(path, form) {
      expectOk('qbittorrent', await ask({ method: 'POST', path, form }));
    },
  };
}

export function unexpected(message: string): ExternalError {
  return new ExternalError('qbittorrent', 'unexpected', message);
}

/**
 * The JSON of an answer, or `unexpected`. The parser's own message is left out because it quotes
 * the text, which may hold the passkey of a tracker.
 */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    throw unexpected(`qBittorrent answered with ${answer.body.length} bytes that are no JSON`);
  }
}
