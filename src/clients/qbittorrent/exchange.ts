import { ExternalError } from '../../errors.ts';
import type { Http, HttpAnswer, HttpRequest } from '../http.ts';
import type { CookieJar } from './cookies.ts';

/** One request, its path below `api/v2/`, with whatever proves who we are at the moment. */
export type Exchange = (request: HttpRequest) => Promise<HttpAnswer>;

export function createExchange(options: {
  http: Http;
  apiKey: string | undefined;
  cookies: CookieJar;
  now: () => Date;
}): Exchange {
  const { http, apiKey, cookies, now } = options;
  return async (request) => {
    const cookie = cookies.header();
    const headers = {
      ...request.headers,
      ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
      ...(cookie ? { cookie } : {}),
    };
    const path = `api/v2/${request.path}`;
    const answer = await http({ ...request, path, headers }).catch(throwWithoutCause);
    cookies.follow(answer.headers['set-cookie'], now());
    return answer;
  };
}

/** The cause of a request that failed carries its headers and form: the cookie and the password. */
function throwWithoutCause(error: unknown): never {
  if (!(error instanceof ExternalError)) throw error;
  throw new ExternalError(error.service, error.kind, error.message);
}
