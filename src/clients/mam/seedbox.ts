import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, type HttpAnswer } from '../http.ts';
import { quoteWithout } from './faults.ts';
import { rotatedCookie } from './rotated-cookie.ts';

export type SeedboxAnswer = {
  outcome: 'changed' | 'same' | 'too-soon' | 'refused';
  /** What the site says it is about, without anything secret. */
  detail: string;
  /** The address the site sees us at, and whose network that is; null when it does not say. */
  address: string | null;
  network: string | null;
  /** From now on to be sent instead of the cookie that was. */
  rotatedCookie: string | undefined;
};

/** Tells the site at which address the member's torrent client is: the one this request comes from. */
export type Seedbox = { announce(cookie: string): Promise<SeedboxAnswer> };

const path = 'json/dynamicSeedbox.php';
const answerSchema = z.object({
  msg: z.string().default(''),
  ip: z.string().optional(),
  AS: z.string().optional(),
});

/**
 * The one address of the tracker host that is asked, with a session of its own. The site takes one
 * change an hour. Throws ExternalError for every answer that is none; sends one request.
 */
export function createSeedbox(options: {
  baseUrl: string;
  userAgent: string;
  now: () => Date;
}): Seedbox {
  const http = createHttp({ service: 'tracker', ...options });
  return {
    async announce(cookie) {
      const answer = await send(http, cookie);
      const said = read(answer);
      return {
        outcome: outcomeOf(answer, said.msg, options.now()),
        detail: quoteWithout(cookie)(said.msg),
        address: said.ip ?? null,
        network: said.AS ?? null,
        rotatedCookie: rotatedCookie(answer, cookie, options.now()),
      };
    },
  };
}

async function send(http: ReturnType<typeof createHttp>, cookie: string): Promise<HttpAnswer> {
  try {
    return await http({ path, headers: { cookie: `mam_id=${cookie}` } });
  } catch (error) {
    // The cause is the HTTP library's error, which carries the request with its cookie.
    if (error instanceof ExternalError)
      throw new ExternalError(error.service, error.kind, error.message);
    throw error;
  }
}

function read({ body, status }: HttpAnswer): z.output<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(body.toString('utf8')));
  } catch {
    const text = `tracker answered ${status} without saying what became of the seedbox address`;
    throw new ExternalError('tracker', 'unexpected', text);
  }
}

/** By the status: the texts change their spelling; only of two that are taken one says "No change". */
function outcomeOf(answer: HttpAnswer, message: string, now: Date): SeedboxAnswer['outcome'] {
  const { status } = answer;
  if (status === 429) return 'too-soon';
  if (status === 401 || status === 403) return 'refused';
  expectOk('tracker', answer, now);
  return /no change/i.test(message) ? 'same' : 'changed';
}
