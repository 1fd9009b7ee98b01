import type { RequestError } from 'got';
import { ExternalError, type ExternalKind, type ServiceName } from '../errors.ts';
import { faultOf, startRequest } from '../finished-request.ts';

export type HttpRequest = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path below the base address, without a leading slash. */
  path: string;
  query?: URLSearchParams | Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  multipart?: FormData;
  headers?: Record<string, string>;
  timeoutMs?: number;
  maxBytes?: number;
};

export type HttpAnswer = {
  status: number;
  contentType: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 32 * 1024 * 1024;

/**
 * One-attempt HTTP towards one service: never retries (a GET may spend points), never follows a
 * redirect (a cookie must not leave its host), caps the answer. Any status is an answer; only a
 * missing one throws (`unreachable`).
 */
export function createHttp(options: {
  service: ServiceName;
  baseUrl: string;
  userAgent: string;
}): Http {
  const base = options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`;
  return async (request) => {
    const url = new URL(request.path, base);
    if (request.query) url.search = new URLSearchParams(request.query).toString();
    const maxBytes = request.maxBytes ?? defaultMaxBytes;
    const controller = new AbortController();
    // Loaded for the first request: no start needs to wait for it.
    const { default: got, RequestError } = await import('got');
    const tell = startRequest(options.service);
    try {
      const pending = got(url, {
        method: request.method ?? 'GET',
        headers: { 'user-agent': options.userAgent, ...request.headers },
        ...(request.json === undefined ? {} : { json: request.json }),
        ...(request.form === undefined ? {} : { form: request.form }),
        ...(request.multipart === undefined ? {} : { body: request.multipart }),
        responseType: 'buffer',
        throwHttpErrors: false,
        followRedirect: false,
        retry: { limit: 0 },
        timeout: { request: request.timeoutMs ?? defaultTimeoutMs },
        signal: controller.signal,
      });
      void pending.on('downloadProgress', (progress) => {
        if (progress.transferred > maxBytes) controller.abort();
      });
      const response = await pending;
      const answer = {
        status: response.statusCode,
        contentType: response.headers['content-type'] ?? '',
        headers: response.headers,
        body: Buffer.from(response.body),
      };
      tell(faultIn(answer) ?? 'ok');
      return answer;
    } catch (error) {
      tell(controller.signal.aborted ? 'unexpected' : 'unreachable');
      if (controller.signal.aborted) throw tooLarge(options.service, url, maxBytes);
      throw error instanceof RequestError ? unreachable(options.service, url, error) : error;
    }
  };
}

function tooLarge(service: ServiceName, url: URL, maxBytes: number): ExternalError {
  const text = `${service} at ${url.origin} sent more than ${maxBytes} bytes for one answer`;
  return new ExternalError(service, 'unexpected', text);
}

/** The error of the HTTP library is not kept: it carries the request with its secrets. */
function unreachable(service: ServiceName, url: URL, error: RequestError): ExternalError {
  const where = `${service} at ${url.origin}`;
  const text =
    error.name === 'TimeoutError'
      ? `${where} did not answer in time`
      : `${where} cannot be reached (${error.code})`;
  return new ExternalError(service, 'unreachable', text);
}

/** Turns a failure status into the matching error; returns quietly on any 2xx. */
export function expectOk(service: ServiceName, answer: HttpAnswer, now = new Date()): void {
  const kind = faultIn(answer);
  if (kind === null) return;
  const retryAt = kind === 'throttled' ? retryAfter(answer, now) : undefined;
  throw new ExternalError(service, kind, `${service} answered ${answer.status}`, { retryAt });
}

function faultIn({ status, headers }: HttpAnswer): ExternalKind | null {
  return faultOf(status, headers['retry-after'] !== undefined);
}

/** When the service asked us to come back (`Retry-After` in seconds or as a date), if it said so. */
export function retryAfter(answer: HttpAnswer, now: Date): Date | undefined {
  const value = String(answer.headers['retry-after'] ?? '').trim();
  if (value === '') return undefined;
  const date = /^\d+$/.test(value)
    ? new Date(now.getTime() + Number(value) * 1000)
    : new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The answer's JSON; HTML or half an answer is `unexpected`. The body is not quoted: it could hold anything. */
export function parseJson(service: ServiceName, answer: HttpAnswer): unknown {
  const text = answer.body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    const form = /^\s*</.test(text) ? 'a web page' : `${answer.body.length} bytes that are no JSON`;
    throw new ExternalError(service, 'unexpected', `${service} answered with ${form}`);
  }
}
