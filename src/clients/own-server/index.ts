import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, parseJson } from '../http.ts';

export type OwnServer = {
  address: string;
  /** The version of the bot that answers there. Throws ExternalError, `unexpected` when it is another program. */
  version(): Promise<string>;
};

const service = 'hooks';
const live = z.object({ data: z.object({ version: z.string() }) });

export function createOwnServer(options: { baseUrl: string; userAgent: string }): OwnServer {
  const http = createHttp({ service, ...options });
  return {
    address: options.baseUrl,
    async version() {
      const answer = await http({ path: 'health/live', timeoutMs: 4000, maxBytes: 65_536 });
      expectOk(service, answer);
      const read = live.safeParse(parseJson(service, answer));
      if (read.success) return read.data.data.version;
      throw new ExternalError(service, 'unexpected', 'another program answers there');
    },
  };
}
