import type { Logger, LogLevel, webApi } from '@slack/bolt';
import { ExternalError, messageOf } from '../../errors.ts';
import { faultOf, startRequest } from '../../finished-request.ts';
import { fileHosts } from '../common/file-hosts.ts';
import { readFailure, Refusal } from './faults.ts';

type Call = Record<string, unknown>;

export type Api = {
  /** One attempt at a method of the Web API; throws Refusal when Slack says no, else ExternalError. */
  call(method: string, input?: Call): Promise<Readonly<Record<string, unknown>>>;
  /** The same for the address that came with a slash command or a press. */
  respond(address: string, message: Call): Promise<void>;
  /** Whether Slack keeps files there: the token goes to no other host, and nothing is fetched from one. */
  isFileHost: (address: string) => boolean;
  /** What opens a file of Slack's. */
  fileHeaders: Record<string, string>;
  /** Sends the bytes of an announced file to the address that Slack gave for it. */
  sendFile(address: string, bytes: Buffer): Promise<void>;
};

const timeoutMs = 10_000;
const slackFiles = /(?:^|\.)slack\.com$/;

/**
 * How the library's clients behave: no retry of its own, because a message whose answer got lost would be
 * posted twice, and no sleeping over a 429, which would hold up every other call.
 */
export function clientOptions(apiUrl: string): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: silentLogger,
  };
}

/** The Web API; the library is loaded with the first call. */
export function createApi(options: { botToken: string; apiUrl: string; now: () => Date }): Api {
  let client: Promise<webApi.WebClient> | null = null;
  const load = async () => {
    const bolt = await import('@slack/bolt');
    return new bolt.webApi.WebClient(options.botToken, clientOptions(options.apiUrl));
  };
  return {
    async call(method, input = {}) {
      client ??= load();
      const loaded = await client;
      const tell = startRequest('slack');
      try {
        const answer = { ...(await loaded.apiCall(method, input)) };
        tell('ok');
        return answer;
      } catch (error) {
        const failure = readFailure(method, error, options.now());
        tell(failure instanceof ExternalError ? failure.kind : 'refused');
        throw failure;
      }
    },
    isFileHost: fileHosts(options.apiUrl, slackFiles),
    fileHeaders: { authorization: `Bearer ${options.botToken}` },
    respond,
    sendFile,
  };
}

async function sendFile(address: string, bytes: Buffer): Promise<void> {
  const type = 'application/octet-stream';
  const { ok, status } = await post(address, new Uint8Array(bytes), type);
  if (!ok) throw new ExternalError('slack', 'refused', `the file was answered with ${status}`);
}

async function respond(address: string, message: Call): Promise<void> {
  const { ok, status, text } = await post(address, JSON.stringify(message), 'application/json');
  if (ok) return;
  const code = /[a-z]+(?:_[a-z]+)+/.exec(text)?.[0];
  if (status >= 500 && !code) {
    throw new ExternalError('slack', 'unreachable', `response address answered ${status}`);
  }
  throw new Refusal('response address', code ?? `status ${status}`);
}

async function post(address: string, body: string | Uint8Array<ArrayBuffer>, type: string) {
  const tell = startRequest('slack');
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = (await response.text()).slice(0, 1000);
    tell(faultOf(response.status, response.headers.has('retry-after')) ?? 'ok');
    return { ok: response.ok, status: response.status, text };
  } catch (error) {
    tell('unreachable');
    throw new ExternalError('slack', 'unreachable', messageOf(error), { cause: error });
  }
}

/** Every failure reaches us as an error; the library's own lines would repeat them on the screen. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as LogLevel,
  setName() {},
};
