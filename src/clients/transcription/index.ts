import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, parseJson } from '../http.ts';

/** A program that writes down what is said in a recording. */
export type Transcription = {
  /** Where sound goes that is sent to it. */
  readonly host: string;
  /** The words in a WAV file; empty when nobody speaks. Throws ExternalError. */
  listen(wav: Buffer): Promise<string>;
};

const service = 'transcription';
const timeoutMs = 60_000;
const mostBytes = 256 * 1024;
const answerForm = z.object({ text: z.string() });

/** Speaks the transcriptions protocol of OpenAI; `url` is the address with its version, such as `…/v1`. */
export function createTranscription(options: {
  url: string;
  apiKey: string | undefined;
  model: string;
  userAgent: string;
}): Transcription {
  const { url, apiKey, model, userAgent } = options;
  const http = createHttp({ service, baseUrl: url, userAgent });
  const headers = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
  return {
    host: new URL(url).host,
    async listen(wav) {
      const multipart = new FormData();
      multipart.set('model', model);
      multipart.set('response_format', 'json');
      multipart.set('temperature', '0');
      multipart.set('file', new File([new Uint8Array(wav)], 'opening.wav', { type: 'audio/wav' }));
      const path = 'audio/transcriptions';
      const limits = { timeoutMs, maxBytes: mostBytes };
      const answer = await http({ method: 'POST', path, headers, multipart, ...limits });
      expectOk(service, answer);
      const parsed = answerForm.safeParse(parseJson(service, answer));
      if (parsed.success) return parsed.data.text;
      throw new ExternalError(service, 'unexpected', 'it answered in an unknown form');
    },
  };
}
