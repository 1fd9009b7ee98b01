import { z } from 'zod';
import { ExternalError, type ServiceName } from '../errors.ts';
import { createHttp, expectOk, type HttpAnswer, parseJson, retryAfter } from './http.ts';

export type CatalogueOptions = {
  baseUrl: string;
  userAgent: string;
  /** Resolves when the next request may be sent. */
  pace: () => Promise<void>;
  timeoutMs?: number;
  now?: () => Date;
};

type Question = { path: string; query: Record<string, string>; headers?: Record<string, string> };

/** Null when the service answers 404; every other failure throws an ExternalError. */
export type ReadJson = <T>(question: Question, form: z.ZodType<T>) => Promise<T | null>;

const defaultTimeoutMs = 10_000;
/** A page of search results is some hundred kilobytes at the most. */
const maxBytes = 4 * 1024 * 1024;

/** Reads a catalogue that answers GET with JSON, one paced request at a time. */
export function createReadJson(
  service: ServiceName,
  {
    baseUrl,
    userAgent,
    pace,
    timeoutMs = defaultTimeoutMs,
    now = () => new Date(),
  }: CatalogueOptions,
  isThrottled: (answer: HttpAnswer) => boolean = () => false,
): ReadJson {
  const http = createHttp({ service, baseUrl, userAgent });
  return async (question, form) => {
    await pace();
    const answer = await http({ ...question, timeoutMs, maxBytes });
    if (answer.status === 404) return null;
    if (isThrottled(answer)) {
      const retryAt = retryAfter(answer, now());
      const text = `${service} answered ${answer.status}: too many requests`;
      throw new ExternalError(service, 'throttled', text, { retryAt });
    }
    expectOk(service, answer, now());
    const parsed = form.safeParse(parseJson(service, answer));
    if (parsed.success) return parsed.data;
    const text = `${service} answered in an unknown form: ${z.prettifyError(parsed.error)}`;
    throw new ExternalError(service, 'unexpected', text, { cause: parsed.error });
  };
}
