import { z } from 'zod';
import { ExternalError } from '../../errors.ts';
import { createHttp, expectOk, parseJson } from '../http.ts';

export type Tool = { name: string; description: string; parameters: object };
export type ToolCall = { name: string; input: Record<string, unknown> };

/** A language model: it chooses a tool or writes a text, and does nothing by either. */
export type Model = {
  readonly name: string;
  /** Where words go that are sent to it. */
  readonly host: string;
  /**
   * The one tool call it answers with; null when it makes none. What it writes beside a call is not read.
   * Throws ExternalError, also for more than one.
   */
  choose(asked: {
    instructions: string;
    words: string;
    tools: readonly Tool[];
  }): Promise<ToolCall | null>;
  /** What it writes, without any tool. Throws ExternalError, also for an empty answer. */
  write(asked: { instructions: string; words: string }): Promise<string>;
};

const service = 'model';
const timeoutMs = 20_000;
const mostBytes = 256 * 1024;
const mostTokens = { call: 300, text: 500 };

const answerForm = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z
            .array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) }))
            .nullish(),
        }),
      }),
    )
    .min(1),
});
const inputForm = z.record(z.string(), z.unknown());

/** Speaks the chat completions protocol with tools; `url` is the address with its version, such as `…/v1`. */
export function createModel(options: {
  url: string;
  apiKey: string | undefined;
  name: string;
  userAgent: string;
}): Model {
  const { url, apiKey, name, userAgent } = options;
  const http = createHttp({ service, baseUrl: url, userAgent });
  const headers = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
  const complete = async (instructions: string, words: string, more: object) => {
    const messages = [
      { role: 'system', content: instructions },
      { role: 'user', content: words },
    ];
    const json = { model: name, temperature: 0, messages, ...more };
    const limits = { timeoutMs, maxBytes: mostBytes };
    const answer = await http({
      method: 'POST',
      path: 'chat/completions',
      headers,
      json,
      ...limits,
    });
    expectOk(service, answer);
    const parsed = answerForm.safeParse(parseJson(service, answer));
    const message = parsed.data?.choices[0]?.message;
    if (!message) throw unexpected('it answered in an unknown form');
    return message;
  };
  return {
    name,
    host: new URL(url).host,
    async choose({ instructions, words, tools }) {
      const message = await complete(instructions, words, {
        max_tokens: mostTokens.call,
        tools: tools.map((tool) => ({ type: 'function', function: tool })),
        tool_choice: 'auto',
      });
      return readCall(message.tool_calls ?? []);
    },
    async write({ instructions, words }) {
      const { content } = await complete(instructions, words, { max_tokens: mostTokens.text });
      const text = content?.trim() ?? '';
      if (text === '') throw unexpected('it wrote nothing');
      return text;
    },
  };
}

function readCall(
  calls: readonly { function: { name: string; arguments: string } }[],
): ToolCall | null {
  const [only, ...more] = calls;
  if (!only) return null;
  if (more.length > 0) throw unexpected('it wants several things at once');
  try {
    const input = inputForm.safeParse(JSON.parse(only.function.arguments || '{}'));
    if (input.success) return { name: only.function.name, input: input.data };
  } catch {
    // The same fault as JSON that is no object.
  }
  throw unexpected('its call cannot be read');
}

function unexpected(text: string): ExternalError {
  return new ExternalError(service, 'unexpected', text);
}
