import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, parseJson } from '../http.ts';

/** A model that gives texts a place by their meaning: near ones mean nearly the same. */
export type Embeddings = {
  readonly name: string;
  /** Where texts go that are sent to it. */
  readonly host: string;
  /** A vector of length 1 for each text, in their order. Throws ExternalError. */
  embed(texts: readonly string[], timeoutMs: number): Promise<number[][]>;
};

const service = 'model';
const mostBytes = 32 * 1024 * 1024;
const mostNumbers = 8192;

const answerForm = z.object({
  data: z.array(
    z.object({
      index: z.int().nonnegative(),
      embedding: z.array(z.number()).min(1).max(mostNumbers),
    }),
  ),
});

/** Speaks the embeddings protocol beside chat completions; `url` is the address with its version. */
export function createEmbeddings(options: {
  url: string;
  apiKey: string | undefined;
  name: string;
  userAgent: string;
}): Embeddings {
  const { url, apiKey, name, userAgent } = options;
  const http = createHttp({ service, baseUrl: url, userAgent });
  const headers = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
  return {
    name,
    host: new URL(url).host,
    async embed(texts, timeoutMs) {
      const json = { model: name, input: texts, encoding_format: 'float' };
      const limits = { timeoutMs, maxBytes: mostBytes };
      const answer = await http({ method: 'POST', path: 'embeddings', headers, json, ...limits });
      expectOk(service, answer);
      const parsed = answerForm.safeParse(parseJson(service, answer));
      if (!parsed.success) throw unexpected('its embeddings are of an unknown form');
      const byIndex = new Map(parsed.data.data.map((one) => [one.index, one.embedding]));
      const vectors = texts.map((_text, at) => unit(byIndex.get(at) ?? []));
      if (new Set(vectors.map(({ length }) => length)).size > 1) {
        throw unexpected('its embeddings are of several lengths, or some are missing');
      }
      return vectors;
    },
  };
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  if (length === 0) throw unexpected('an embedding of it is missing or empty');
  return vector.map((value) => value / length);
}

function unexpected(text: string): ExternalError {
  return new ExternalError(service, 'unexpected', text);
}
