import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, type HttpAnswer, parseJson, retryAfter } from '../http.ts';
import { marketUrl } from './markets.ts';

const service = 'audible';

type Query = Record<string, string>;

/** Reads below `1.0/catalog/`; every other status than 2xx throws an ExternalError. */
export type Api = {
  json<T>(path: string, query: Query, form: z.ZodType<T>): Promise<T>;
  /** Like `json`, but 404 is the answer `null`. */
  jsonIfFound<T>(path: string, query: Query, form: z.ZodType<T>): Promise<T | null>;
};

/** The market's region ("us", "de") wins over the country in one of Audible's own addresses. */
export type ApiOptions = { baseUrl: string; userAgent: string; region: string; now?: () => Date };

export function createApi(options: ApiOptions): Api {
  const baseUrl = marketUrl(options.baseUrl, options.region);
  const { now = () => new Date() } = options;
  const http = createHttp({ service, baseUrl, userAgent: options.userAgent });
  return {
    async json(path, query, form) {
      return decode(path, await http({ path: `1.0/catalog/${path}`, query }), form, now());
    },
    async jsonIfFound(path, query, form) {
      const answer = await http({ path: `1.0/catalog/${path}`, query });
      return answer.status === 404 ? null : decode(path, answer, form, now());
    },
  };
}

function decode<T>(path: string, answer: HttpAnswer, form: z.ZodType<T>, now: Date): T {
  refuseThrottling(answer, now);
  expectOk(service, answer, now);
  const parsed = form.safeParse(parseJson(service, answer));
  if (parsed.success) return parsed.data;
  const text = `${service} answered ${path} in an unknown form: ${z.prettifyError(parsed.error)}`;
  throw new ExternalError(service, 'unexpected', text, { cause: parsed.error });
}

/** The catalogue has no published limits and throttles with 503, mostly without `Retry-After`. */
function refuseThrottling(answer: HttpAnswer, now: Date): void {
  if (answer.status !== 503 && answer.status !== 429) return;
  const retryAt = retryAfter(answer, now);
  throw new ExternalError(service, 'throttled', `${service} answered ${answer.status}`, {
    retryAt,
  });
}
