import { bodyObject, isObject, json, type SandboxServer, serve } from './http.ts';

/** What the stand-in answers: calls of tools, only words, or something that is no answer. */
export type ModelAnswer =
  | { calls: { name: string; arguments: string }[] }
  | { text: string }
  | { raw: unknown };

/** The stand-in of a language model by the protocol of chat completions and embeddings. Kinds for `failNext`: completion, embedding. */
export type ModelServer = SandboxServer & {
  key: string;
  /** What it answers to the words of a person. */
  answer: (words: string, tools: readonly string[]) => ModelAnswer | Promise<ModelAnswer>;
  /** Where a text lies by its meaning. */
  place: (text: string) => number[];
};

const key = 'sandbox-model-key';

/** Says that it does not know until it is told what to answer. */
export async function startModel(): Promise<ModelServer> {
  const place: Pick<ModelServer, 'answer' | 'place'> = {
    answer: () => ({ text: 'I do not know.' }),
    place: (text) => [1, text.length % 7],
  };
  const server = await serve({
    notFound: json({ error: { message: 'not found' } }, 404),
    routes: [
      {
        kind: 'completion',
        method: 'POST',
        path: '/v1/chat/completions',
        answer: async (request) => {
          if (request.headers.authorization !== `Bearer ${key}`) {
            return json({ error: { message: 'invalid key' } }, 401);
          }
          const { messages, tools } = bodyObject(request);
          const answer = await place.answer(wordsOf(messages), namesOf(tools));
          return json('raw' in answer ? answer.raw : { choices: [choiceOf(answer)] });
        },
      },
      {
        kind: 'embedding',
        method: 'POST',
        path: '/v1/embeddings',
        answer: (request) => {
          if (request.headers.authorization !== `Bearer ${key}`) {
            return json({ error: { message: 'invalid key' } }, 401);
          }
          const { input } = bodyObject(request);
          const texts = Array.isArray(input) ? input.map(String) : [String(input)];
          // Real servers may answer in any order.
          const data = texts.map((text, index) => ({ index, embedding: place.place(text) }));
          return json({ object: 'list', data: data.reverse() });
        },
      },
    ],
  });
  return Object.assign(place, server, { key });
}

function wordsOf(messages: unknown): string {
  const all = Array.isArray(messages) ? messages.filter(isObject) : [];
  const words = all.findLast((message) => message['role'] === 'user')?.['content'];
  return typeof words === 'string' ? words : '';
}

function namesOf(tools: unknown): string[] {
  const all = Array.isArray(tools) ? tools.filter(isObject) : [];
  return all.map((tool) => (isObject(tool['function']) ? String(tool['function']['name']) : ''));
}

function choiceOf(answer: Exclude<ModelAnswer, { raw: unknown }>) {
  const calls = 'calls' in answer ? answer.calls : [];
  return {
    index: 0,
    finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
    message: {
      role: 'assistant',
      content: 'text' in answer ? answer.text : null,
      ...(calls.length > 0 && {
        tool_calls: calls.map((call, index) => ({
          id: `call_${index}`,
          type: 'function',
          function: call,
        })),
      }),
    },
  };
}
