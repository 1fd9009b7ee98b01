import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { createHttp, parseJson } from '../http.ts';

export type OwnHooks = {
  /** Sends a signed delivery that wakes nothing, as another program would; tells what came back. Throws ExternalError. */
  tryOut(): Promise<{ status: number; message: string }>;
};

type Options = { baseUrl: string; secret: string; userAgent: string; now: () => Date };

const service = 'hooks';
const refusal = z.object({ error: z.object({ message: z.string(), hint: z.string() }) });

/** Knocks at our own HTTP server. */
export function createOwnHooks({ baseUrl, secret, userAgent, now }: Options): OwnHooks {
  const http = createHttp({ service, baseUrl, userAgent });
  return {
    async tryOut() {
      const timestamp = String(Math.floor(now().getTime() / 1000));
      // No two tests have the same signature.
      const json = { test: crypto.randomUUID() };
      const signed = createHmac('sha256', secret).update(`${timestamp}.${JSON.stringify(json)}`);
      const answer = await http({
        method: 'POST',
        path: 'hooks/test',
        json,
        headers: {
          'x-shelfwarden-timestamp': timestamp,
          'x-shelfwarden-signature': `sha256=${signed.digest('hex')}`,
        },
        timeoutMs: 10_000,
      });
      const told = refusal.safeParse(parseJson(service, answer)).data?.error;
      return { status: answer.status, message: told ? `${told.message} ${told.hint}` : '' };
    },
  };
}
