import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, type HttpAnswer, type HttpRequest, parseJson } from '../http.ts';

const service = 'audiobookshelf';

/** Requests with the API key; every non-2xx status throws an ExternalError. */
export type Api = {
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Like `send`, but 404 is the answer `null`. */
  sendIfFound(request: HttpRequest): Promise<HttpAnswer | null>;
  json<T>(request: HttpRequest, form: z.ZodType<T>): Promise<T>;
  /** Whether the server did it; 500 is its answer "no". */
  tell(request: HttpRequest): Promise<boolean>;
  /** Like `json`, but 404 is the answer `null`. */
  jsonIfFound<T>(request: HttpRequest, form: z.ZodType<T>): Promise<T | null>;
};

/** Where Audiobookshelf answers and the key of the user we act as. */
export type ApiOptions = { baseUrl: string; token: string; userAgent: string };

export function createApi(options: ApiOptions): Api {
  const { baseUrl, userAgent } = options;
  const http = createHttp({ service, baseUrl, userAgent });
  const headers = { authorization: `Bearer ${options.token}` };
  const send = async (request: HttpRequest) => {
    const answer = await http({ ...request, headers });
    expectOk(service, answer);
    return answer;
  };
  const sendIfFound = async (request: HttpRequest) => {
    const answer = await http({ ...request, headers });
    if (answer.status === 404) return null;
    expectOk(service, answer);
    return answer;
  };
  return {
    send,
    sendIfFound,
    async json(request, form) {
      return decode(request, await send(request), form);
    },
    async tell(request) {
      const answer = await http({ ...request, headers });
      if (answer.status === 500) return false;
      expectOk(service, answer);
      return true;
    },
    async jsonIfFound(request, form) {
      const answer = await sendIfFound(request);
      return answer && decode(request, answer, form);
    },
  };
}

function decode<T>(request: HttpRequest, answer: HttpAnswer, form: z.ZodType<T>): T {
  const parsed = form.safeParse(parseJson(service, answer));
  if (parsed.success) return parsed.data;
  const text = `${service} answered ${request.path} in an unknown form: ${z.prettifyError(parsed.error)}`;
  throw new ExternalError(service, 'unexpected', text, { cause: parsed.error });
}
