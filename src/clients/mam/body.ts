import { ExternalError } from '../../errors.ts';
import type { HttpAnswer } from '../http.ts';
import type { Quote } from './faults.ts';

/**
 * The answer's JSON; half an answer and an `error` other than "Nothing returned, …" (no results) are
 * `unexpected`. A body that is no JSON is never quoted: it could hold anything.
 */
export function readJson(answer: HttpAnswer, quote: Quote): unknown {
  const json = parse(answer);
  const error = errorOf(json);
  if (error === null || isNothingReturned(json)) return json;
  throw new ExternalError('tracker', 'unexpected', `tracker answered: ${quote(error)}`);
}

/** A search without results is told as an error: "Nothing returned, out of 0". */
export function isNothingReturned(json: unknown): boolean {
  return errorOf(json)?.startsWith('Nothing returned') ?? false;
}

/** The answer's bytes when they begin like a torrent file (a bencoded dictionary). */
export function readTorrent({ body }: HttpAnswer): Buffer {
  if (/^d\d/.test(body.subarray(0, 2).toString('latin1'))) return body;
  const text = `tracker sent ${body.length} bytes that are not a torrent file`;
  throw new ExternalError('tracker', 'unexpected', text);
}

function errorOf(json: unknown): string | null {
  const error = typeof json === 'object' && json && 'error' in json ? json.error : null;
  return typeof error === 'string' ? error : null;
}

function parse({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // No cause: the parser's own message quotes the body.
    const text = `tracker sent ${body.length} bytes that are not complete JSON`;
    throw new ExternalError('tracker', 'unexpected', text);
  }
}
