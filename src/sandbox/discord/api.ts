import type { Upload } from './attachments.ts';
import { objectOf, type Write } from './draft.ts';
import type { DiscordState } from './state.ts';

/** One request to the API, read but not judged. */
export type ApiCall = {
  state: DiscordState;
  /** The value of a `:name` part of the route. */
  part: (name: string) => string;
  query: URLSearchParams;
  /** The JSON body, or the JSON part of a multipart one. */
  body: unknown;
  uploads: Upload[];
};

export type ApiRoute = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** Works with the token in its path instead of the bot's. */
  isPublic?: boolean;
  /** What the answer's body says; undefined is an answer without a body. */
  answer: (call: ApiCall) => unknown;
};

export function writeOf({ body, uploads }: ApiCall): Write {
  return { body: objectOf(body), uploads };
}
