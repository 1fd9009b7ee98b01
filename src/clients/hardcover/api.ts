import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, parseJson } from '../http.ts';
import { answer } from './schema.ts';

const service = 'hardcover';

export type ApiOptions = {
  url: string;
  token: string;
  userAgent: string;
  /** Resolves when the next request may be sent. */
  pace: () => Promise<void>;
};

/** Asks one GraphQL query; a fault throws an ExternalError, also one that came with status 200. */
export type Api = <T>(
  query: string,
  variables: Record<string, unknown>,
  form: z.ZodType<T>,
) => Promise<T>;

export function createApi({ url, token, userAgent, pace }: ApiOptions): Api {
  const http = createHttp({ service, baseUrl: url, userAgent });
  // People paste the token with or without the word in front.
  const authorization = `Bearer ${token.replace(/^bearer\s+/i, '')}`;
  return async (query, variables, form) => {
    await pace();
    const reply = await http({
      method: 'POST',
      path: url,
      headers: { authorization },
      json: { query, variables },
    });
    expectOk(service, reply);
    const parsed = answer.safeParse(parseJson(service, reply));
    const fault = parsed.data?.errors?.[0]?.message;
    if (fault !== undefined) {
      throw new ExternalError(service, 'refused', `${service} answered: ${fault.slice(0, 200)}`);
    }
    const data = form.safeParse(parsed.data?.data);
    if (data.success) return data.data;
    const text = `${service} answered in an unknown form: ${z.prettifyError(data.error)}`;
    throw new ExternalError(service, 'unexpected', text, { cause: data.error });
  };
}
