import { ExternalError } from '../../errors.ts';
import { createHttp, type Http, type HttpAnswer, type HttpRequest } from '../http.ts';
import { assertAllowed, assertPageAllowed, type TrackerCall } from './allow-list.ts';
import { expectContent, expectSession, type Quote, quoteWithout } from './faults.ts';
import { rotatedCookie } from './rotated-cookie.ts';
import type { TrackerRequestKind, TrackerSession } from './session.ts';

export type TrackerRequest = TrackerCall & {
  kind: TrackerRequestKind;
  json?: unknown;
  maxBytes?: number;
  /** A page for people, where markup is what is due. */
  isPage?: boolean;
};

/** Sends one request and hands its answer to `read`; throws ExternalError without any secret in it. */
export type TrackerTransport = <T>(
  request: TrackerRequest,
  read: (answer: HttpAnswer, quote: Quote) => T,
) => Promise<T>;

export type TrackerOptions = {
  baseUrl: string;
  userAgent: string;
  session: TrackerSession;
  now?: () => Date;
  /** How long an answer may take. */
  timeoutMs?: number;
  /** Whether the pages of the second list may be read now; never without it. */
  mayReadPages?: () => Promise<boolean>;
};

/**
 * The only way to the tracker: allow-list first, then one attempt in the session's slot. Inside the
 * slot only what concerns the cookie is judged, so that a rotation is stored even when the rest of
 * the answer is a fault. A session repeats what was refused with its other cookie; what spends is
 * sent once, whatever the answer.
 */
export function createTransport(options: TrackerOptions): TrackerTransport {
  const { baseUrl, userAgent, session, timeoutMs, now = () => new Date() } = options;
  const http = createHttp({ service: 'tracker', baseUrl, userAgent });
  return async ({ kind, isPage = false, ...request }, read) => {
    if (isPage) assertPageAllowed(request.path, (await options.mayReadPages?.()) ?? false);
    else assertAllowed(request);
    const { spends, ...rest } = request;
    const call = timeoutMs === undefined ? rest : { ...rest, timeoutMs };
    let attempts = 0;
    const { answer, quote } = await session.exchange(kind, async (cookie) => {
      attempts += 1;
      if (spends && attempts > 1) throw notRepeated();
      const value = { answer: await send(http, call, cookie), quote: quoteWithout(cookie) };
      expectSession(value.answer, value.quote, now(), isPage);
      return { value, rotatedCookie: rotatedCookie(value.answer, cookie, now()) };
    });
    expectContent(answer);
    return read(answer, quote);
  };
}

function notRepeated(): ExternalError {
  const text = 'tracker refused the session during a purchase, which is not repeated';
  return new ExternalError('tracker', 'unexpected', text);
}

async function send(http: Http, request: HttpRequest, cookie: string): Promise<HttpAnswer> {
  try {
    return await http({ ...request, headers: { cookie: `mam_id=${cookie}` } });
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    // The cause is got's error, which carries the request with its cookie header into any log.
    throw new ExternalError(error.service, error.kind, error.message);
  }
}
